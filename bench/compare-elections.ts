// Compares real clusters, as a user would: twelve runs of a cluster, then twelve of one whose election timeout is 1.3 times
// as long, then twelve of the first once more: node bench/compare-elections.ts (about 35 minutes; nothing else beside it)
// Goes on where it was ended: sets of runs that are whole are not made again. Prints how both comparisons ended.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../src/scenario/catalogue.ts";

const runs = "12";
const folder = join(projectFolder, "reports/compare-elections");
const slower = "bench/support/election-timeout-1300.yaml";

chaosOnce("before", []);
chaosOnce("slower", ["--topology", slower, "--against", join(folder, "before")]);
chaosOnce("same", ["--against", join(folder, "before")]);
for (const after of ["slower", "same"]) {
  const { code } = chaos(["compare", join(folder, "before"), join(folder, after)]);
  console.log(`compare before ${after}: exit code ${code}`);
}

/** Makes a set of runs, unless it was made before. */
function chaosOnce(set: string, options: readonly string[]): void {
  const done = join(folder, `${set}.done`);
  if (existsSync(done)) return;
  mkdirSync(folder, { recursive: true });
  const { code } = chaos(["bench/elections.ts", "--repeat", runs, "--reports", join(folder, set), ...options]);
  console.log(`${set}: exit code ${code}`);
  // Bad usage and an interruption leave no whole set.
  if (code === 2 || code === 130) process.exit(code);
  writeFileSync(done, `${code}\n`);
}

function chaos(args: readonly string[]): { readonly code: number } {
  const { status } = spawnSync("npm", ["run", "-s", "chaos", "--", ...args], { stdio: "inherit", cwd: projectFolder });
  return { code: status ?? 2 };
}
