import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import json from "../../src/report/json.ts";
import suiteJson from "../../src/report/suite/json.ts";
import { judgeRun } from "../../src/run/judge-run.ts";
import { shardsOf } from "../../src/suite/shards.ts";
import { recordedRun } from "./recorded-run.ts";
import { suiteOf, suiteResult, suiteRun } from "./suite-builder.ts";

/** What the shards of a call left, as a CI system's artifacts lie side by side. */
export interface ShardFolders {
  readonly folder: string;
  /** Names of the shards' folders in it. */
  readonly parts: readonly string[];
  /** Of the whole call, in its order. */
  readonly scenarios: readonly string[];
}

/** One that passed, one that did not, and one whose machine was too busy: the names are those of the recorded runs. */
const scenarios = ["etcd-minority", "saturated-machine", "single-control-plane", "worker-kill"];

/** Writes into a folder what a call of recorded runs leaves where it was cut into so many shards: reports and summaries. */
export async function writeShards(folder: string, of: number): Promise<ShardFolders> {
  const shards = shardsOf(
    scenarios.map((group) => ({ group, reuseMs: 60_000, freshMs: 90_000 })),
    of,
  );
  const runs = scenarios.map((scenario, index) => suiteRun({ scenario, seed: index }));
  const plan = runs.map(({ scenario, repeat, topology, profile, kubernetes, kind, seed }, index) => ({
    ...{ scenario, repeat, topology, profile, kubernetes, kind, seed },
    shard: shards[index] as number,
  }));
  const parts = Array.from({ length: of }, (_, index) => `shard-${index + 1}`);
  for (const [index, part] of parts.entries()) {
    const reports = join(folder, part);
    const suite = join(reports, "suite-20261123T110000Z");
    mkdirSync(suite, { recursive: true });
    const own = runs.filter((_run, place) => shards[place] === index + 1);
    const done = [];
    for (const run of own) {
      const runFolder = recordedRun(run.scenario, reports);
      const judged = await judgeRun(runFolder);
      writeFileSync(join(runFolder, "report.json"), await json.render(judged));
      done.push({ ...run, notRun: null, result: suiteResult(judged.report, { run: basename(runFolder) }) });
    }
    const summary = { ...suiteOf(done), shard: { index: index + 1, of, plan } };
    writeFileSync(join(suite, "summary.json"), suiteJson.render({ suite: summary }) as string);
  }
  return { folder, parts, scenarios };
}
