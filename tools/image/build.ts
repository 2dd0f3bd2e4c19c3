// npx node tools/image/build.ts [--local-base] [--tag <name>]: builds the image, and prints every command that it runs.
// --local-base makes the base here, from Debian's packages, where no registry has one (as root, on Debian or Ubuntu).
import { join } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";
import { packageFolder } from "../../src/host/own-package.ts";
import { makeLocalBase } from "./local-base.ts";
import { stageFolder, stagePackage } from "./stage.ts";
import { say, tell } from "./tell.ts";

const { values } = parseArgs({ options: { "local-base": { type: "boolean" }, tag: { type: "string" } } });

const version = await stagePackage();
const base = values["local-base"] ? { BASE: await makeLocalBase(join(stageFolder, "base")) } : {};
const tags = values.tag === undefined ? ["kind-chaos", `kind-chaos:${version}`] : [values.tag];
const told = { ...base, VERSION: version, REVISION: await git("%H"), CREATED: await git("%cI") };
const builds = Object.entries(told).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
await tell(["docker", "build", ...tags.flatMap((tag) => ["--tag", tag]), ...builds, packageFolder]);
const bytes = Number(await tell(["docker", "image", "inspect", "--format", "{{.Size}}", String(tags[0])]));
say(`built ${tags.join(" and ")}, ${Math.round(bytes / 1e6)} MB`);

/** What git says of the commit that is built: the same commit gives the same labels. */
async function git(format: string): Promise<string> {
  const { stdout } = await execa("git", ["log", "-1", `--format=${format}`], { cwd: packageFolder });
  return stdout;
}
