import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { type Suite, suiteSchema } from "../../src/model/suite.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { chaos, reportsFolder } from "../e2e/support/chaos.ts";

const scenarios = ["baseline", "etcd-follower-kill", "apiserver-kill"];

/** A job's script as the job runs it, in the repository. */
const script = (name: string, env: Readonly<Record<string, string>>) =>
  execa(join(projectFolder, "tools/ci", name), [], {
    cwd: projectFolder,
    env: { PATH: `${join(projectFolder, "node_modules/.bin")}:${process.env.PATH}`, ...env },
    reject: false,
  });

function summaryIn(folder: string): Suite {
  return suiteSchema.parse(JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")));
}

/** What two nights have in common whatever was measured in them. */
const planOf = ({ runs, seed, terms, end }: Suite) => ({
  ...{ seed, terms, end },
  runs: runs.map(({ scenario, repeat, topology, profile, kubernetes, kind, seed: own, notRun }) => ({
    ...{ scenario, repeat, topology, profile, kubernetes, kind, own, notRun },
  })),
});

/** Six runs on four clusters. */
const timeout = 3_600_000;

it("two shards, one after the other and merged, are the same runs as one call", { timeout }, async () => {
  const name = reportsFolder();
  const env = { SCENARIOS: scenarios.join(" "), SEED: "4711", RETRY_INCONCLUSIVE: "1" };
  for (const shard of ["1/2", "2/2"]) await script("run.sh", { ...env, SHARD: shard, REPORTS: `${name}/${shard[0]}` });
  const merged = await script("merge.sh", { FOLDER: name, OUTPUT: `${name}/merged`, EXPECT: "2" });
  const whole = ["run", ...scenarios, "--seed", "4711", "--retry-inconclusive", "1", "--reports", `${name}/whole`];
  await chaos(...whole);
  const [folder = ""] = readdirSync(join(name, "whole")).filter((one) => one.startsWith("suite-"));
  const parts = summaryIn(join(name, "merged"));
  expect(planOf(parts)).toEqual(planOf(summaryIn(join(name, "whole", folder))));
  expect(merged.exitCode).toBe(parts.exitCode);
  expect(parts.merged).toEqual({ summaries: 2, missing: [], doubled: [], late: [], unseen: 0 });
});
