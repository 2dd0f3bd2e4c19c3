import { existsSync, mkdirSync, rmSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readSystem } from "../../src/host/operating-system.ts";
import { packageFolder } from "../../src/host/own-package.ts";
import { mainSource } from "../../src/setup/engine/apt.ts";
import { say, tell } from "./tell.ts";

/** The release of Debian that has Docker's client as a package without its engine. */
const suite = "trixie";
const packages = ["ca-certificates", "docker-cli", "libstdc++6"];
const unused = ["/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*"];

/** Name and tag of the base that is made here. */
const localBase = `kind-chaos/image-base:${suite}`;

/**
 * Makes a base where no registry has one: Debian's packages from this machine's own mirror, and the Node.js of
 * node_modules. Needs root and mmdebstrap, which `setup` installs where it builds images. Returns its name.
 */
export async function makeLocalBase(folder: string): Promise<string> {
  const root = `${localBase.split(":")[0]}-root:${suite}`;
  const archive = join(folder, "root.tar");
  mkdirSync(folder, { recursive: true });
  rmSync(archive, { force: true });
  const excludes = unused.map((pattern) => `--dpkgopt=path-exclude=${pattern}`);
  const parts = ["mmdebstrap", "--variant=minbase", `--include=${packages.join(",")}`, ...excludes];
  await tell([...parts, suite, archive, ...(await mirror())]);
  await tell(["docker", "import", archive, root]);
  rmSync(archive);
  await copyFile(nodeBinary(), join(folder, "node"));
  await writeFile(join(folder, "Dockerfile"), `FROM ${root}\nCOPY node /usr/local/bin/node\n`);
  await tell(["docker", "build", "--tag", localBase, folder]);
  rmSync(join(folder, "node"));
  return localBase;
}

/** On Debian the mirror that the machine uses already; elsewhere mmdebstrap knows one. */
async function mirror(): Promise<string[]> {
  const { id, codename } = readSystem();
  return id === "debian" ? [(await mainSource(codename, new AbortController().signal)).uri] : [];
}

function nodeBinary(): string {
  const own = join(packageFolder, "node_modules/node/bin/node");
  if (existsSync(own)) return own;
  say(`node_modules has no Node.js: ${process.execPath} is taken`);
  return process.execPath;
}
