// Prints the figures of a run from its journal: node bench/run-figures.ts reports/<run>
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { quantile } from "../src/analysis/statistics/statistics.ts";
import { readJournal } from "../src/journal/reader.ts";
import { journalFile } from "../src/journal/writer.ts";
import type { EventOf, JournalEvent } from "../src/model/event.ts";
import type { Report } from "../src/model/report.ts";
import { datedPhase } from "../test/support/dated-phase.ts";

const [folder = ""] = process.argv.slice(2);
const journal = await readJournal(join(folder, journalFile));
const ofType = <Type extends JournalEvent["type"]>(type: Type) =>
  journal.events.filter((event): event is EventOf<Type> => event.type === type);

const lateMs = [...journal.samples].map((sample) => sample.started - sample.scheduled).toSorted((a, b) => a - b);
const prober = ofType("prober-health");
const mean = prober.reduce((sum, { cpuShare }) => sum + cpuShare, 0) / prober.length;
const phases = ofType("phase");
const lengths = phases
  .filter(({ edge }) => edge === "begin")
  .map(({ name, at }) => {
    const end = phases.find((phase) => phase.edge === "end" && phase.name === name && phase.at >= at)?.at;
    return `${name}: ${end === undefined ? "open" : ((end - at) / 1_000).toFixed(1)} s`;
  });

// Dated by the writes around them: a tenth of a second on a quiet machine, 250 ms and more on a busy one.
const { failovers } = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report;
const widths = failovers
  .flatMap(({ phases }) => phases.filter(({ phase }) => datedPhase.test(phase)))
  .flatMap(({ measuredMs: [least, most] }) => (most === null ? [] : [most - least]))
  .toSorted((a, b) => a - b);

const begun = performance.now();
const replay = spawnSync(process.execPath, ["--max-semi-space-size=8", "src/cli.ts", "replay", folder, "--json"]);
const replayMs = performance.now() - begun;

console.table({
  "run, s": ((ofType("run-end")[0]?.at ?? 0) / 1_000).toFixed(1),
  attempts: lateMs.length,
  "start late p50, ms": quantile(lateMs, 0.5),
  "start late p99, ms": quantile(lateMs, 0.99),
  "CPU of the probing process, share of a core": mean.toFixed(3),
  "memory of the probing process, MB": Math.max(...prober.map(({ memoryMb }) => memoryMb)),
  "bounds of phases dated by writes p50, ms": widths.length === 0 ? "none" : quantile(widths, 0.5),
  "bounds of phases dated by writes, widest, ms": widths.at(-1) ?? "none",
  "replay, s": (replayMs / 1_000).toFixed(2),
  "replay's exit code": replay.status,
});
console.log(lengths.join("\n"));
