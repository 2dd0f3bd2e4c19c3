import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ShardedRun } from "../src/model/shard.ts";
import type { Suite, SuiteResult, SuiteRun } from "../src/model/suite.ts";
import suiteJson from "../src/report/suite/json.ts";
import { judgeRun } from "../src/run/judge-run.ts";
import { seedOf } from "../src/scenario/seed.ts";
import { shardsOf } from "../src/suite/shards.ts";
import { recordedRun, recordedRuns } from "../test/support/recorded-run.ts";
import { suiteOf, suiteResult, suiteRun } from "../test/support/suite-builder.ts";
import { type CliRun, runCli } from "./support/cli-process.ts";

/**
 * A night of 10,000 runs in 200 shards: `plan` of one of them, and `merge` of what they leave, of which some are lost, some
 * late, some died and ran again, and some lie there twice. What was lost comes later and is merged again: that has to be
 * what a night without any of it comes to. The figures to keep, of plan and merge together: 30 s and 1 GB.
 * Usage: node bench/night.ts [shards]
 */
const of = Number(process.argv[2] ?? 200);
const scenarios = 25;
const versions = ["1.37.2", "1.36.4", "1.35.4", "1.34.4"];
const repetitions = 100;
const minute = 60_000;
const suiteSeed = 4711;

const lost = (index: number) => index % 40 === 7;
const late = (index: number) => index % 40 === 11;
const doubled = (index: number) => index % 20 === 3;
const copied = (index: number) => index % 50 === 5;

const folder = mkdtempSync(join(tmpdir(), "kind-chaos-bench-"));
const results: SuiteResult[] = [];
for (const run of recordedRuns)
  results.push(suiteResult((await judgeRun(recordedRun(run, mkdtempSync(join(folder, "run-"))))).report));

const identities = versions.flatMap((kubernetes) =>
  Array.from({ length: repetitions }, (_, round) =>
    Array.from({ length: scenarios }, (_, number) => {
      const [scenario, repeat] = [`scenario-${number}`, round + 1];
      const on = { topology: `topology-${number % 4}`, profile: "stock", kubernetes, kind: "0.33.0" };
      return { scenario, repeat, ...on, seed: seedOf(suiteSeed, scenario, repeat) };
    }),
  ).flat(),
);
const lengthOf = (scenario: string) => minute + (Number(scenario.slice(9)) % 7) * 20_000;
const cutBegan = performance.now();
const places = shardsOf(
  identities.map(({ scenario, topology, kubernetes }) => {
    const reuseMs = lengthOf(scenario);
    return { group: `${topology} ${kubernetes}`, reuseMs, freshMs: reuseMs + 2 * minute };
  }),
  of,
);
const cutSeconds = (performance.now() - cutBegan) / 1_000;
const plan: ShardedRun[] = identities.map((run, place) => ({ ...run, shard: places[place] as number }));

for (let index = 1; index <= of; index++) {
  const runs = plan.filter(({ shard }) => shard === index).map((run, place) => done(run, index, place));
  const whole = summaryOf(index, runs, late(index) ? 5 : 1);
  write(`night/shard-${index}`, whole);
  if (lost(index))
    cpSync(join(folder, `night/shard-${index}`), join(folder, `came-later/shard-${index}`), { recursive: true });
  else write(`incidents/shard-${index}`, whole);
  if (copied(index)) write(`incidents/copy-of-${index}`, whole);
  if (doubled(index)) write(`incidents/died-${index}`, diedBefore(whole));
}

const planned = runCli(["plan", "--all", "--repeat", "105", "--versions", "1.36 1.37", "--shard", `1/${of}`, "--json"]);
if (planned.exitCode !== 0) throw new Error(planned.stderr);
const { shard }: { readonly shard: { readonly parts: readonly { readonly runs: number }[] } } = JSON.parse(
  planned.stdout,
);
const merged = merge("incidents");
const later = merge("incidents", "came-later");
const night = merge("night");
const { runs, outcome } = summaryIn("merged-night");
const again = summaryIn("merged-incidents-came-later");
const first = summaryIn("merged-incidents");
console.table({
  "runs, planned": `${plan.length}, ${shard.parts.reduce((sum, part) => sum + part.runs, 0)}`,
  shards: of,
  "cut, s": cutSeconds.toFixed(2),
  "plan, s, of it CPU": told(planned),
  "plan, peak MB": planned.peakMb.toFixed(0),
  "merge, s, of it CPU": told(merged),
  "merge with what came later, s, of it CPU": told(later),
  "merge, peak MB": Math.max(merged.peakMb, later.peakMb, night.peakMb).toFixed(0),
  "MB of summary.json": (readFileSync(fileIn("merged-night")).length / 2 ** 20).toFixed(0),
  "lost, told": `${count(lost)}, ${first.merged?.missing.length}`,
  "late, told": `${count((index) => late(index) && !lost(index))}, ${first.merged?.late.length}`,
  "doubled, told": `${count((index) => doubled(index) && !lost(index))}, ${first.merged?.doubled.length}`,
  "with what came later the same as without incidents":
    JSON.stringify(again.runs) === JSON.stringify(runs) && again.outcome === outcome,
});
rmSync(folder, { recursive: true });

function told({ seconds, cpuSeconds }: CliRun): string {
  return `${seconds.toFixed(1)}, ${cpuSeconds.toFixed(1)}`;
}

/** A run as a recorded one came to, on a cluster of its shard. */
function done({ shard, ...run }: ShardedRun, index: number, place: number): SuiteRun {
  const result = results[(index + place) % results.length] as SuiteResult;
  const durationMs = lengthOf(run.scenario);
  const own = { run: `${run.scenario}-${shard}-${place}`, durationMs, reused: place > 0 };
  return suiteRun({ ...run, result: { ...result, ...own }, notRun: null });
}

function summaryOf(index: number, own: readonly SuiteRun[], slower: number, end: Suite["end"] = "completed"): Suite {
  const durationMs = slower * own.reduce((sum, { scenario }) => sum + lengthOf(scenario), 0);
  const suite = `suite-${index}-${end}`;
  return { ...suiteOf(own, end), seed: suiteSeed, suite, durationMs, shard: { index, of, plan } };
}

/** What an attempt left that died half-way, an hour before. */
function diedBefore({ runs: own, shard }: Suite): Suite {
  const half = own.map((run, place) =>
    place < own.length / 2 ? run : { ...run, result: null, notRun: "not reached" },
  );
  return { ...summaryOf(shard?.index ?? 0, half, 0.5, "cut"), startedAt: "2026-11-23T10:00:00.000Z" };
}

function write(place: string, suite: Suite): void {
  const own = join(folder, place, suite.suite);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "summary.json"), suiteJson.render({ suite }) as string);
}

function merge(...names: readonly string[]): CliRun {
  const output = join(folder, `merged-${names.join("-")}`);
  const run = runCli(["merge", ...names.map((name) => join(folder, name)), "--output", output]);
  if (run.exitCode !== summaryIn(`merged-${names.join("-")}`).exitCode) throw new Error(run.stderr);
  return run;
}

function fileIn(name: string): string {
  return join(folder, name, "summary.json");
}

function summaryIn(name: string): Suite {
  return JSON.parse(readFileSync(fileIn(name), "utf8"));
}

function count(is: (index: number) => boolean): number {
  return Array.from({ length: of }, (_, index) => index + 1).filter(is).length;
}
