import { factsOf } from "../src/analysis/facts/facts-of.ts";
import { checkHistory } from "../src/analysis/history/history.ts";
import { buildTimeline } from "../src/analysis/timeline/timeline.ts";
import { allWrong } from "../test/support/history/all-wrong.ts";
import { journalOfRun } from "../test/support/history/journal-of-run.ts";
import { simulateRun } from "../test/support/history/simulated-run.ts";

/**
 * The check of a history of a million operations: attempts, arrivals on watches, what was read back; of a clean one, and
 * of one in which every answer is wrong. The figure to keep: 20 s.
 * Usage: node --expose-gc bench/million-operations.ts [operations]
 */
const wanted = Number(process.argv[2] ?? 1_000_000);

/** What a run with so many attempts of each lane comes to; a longer one has as many operations to each attempt. */
function measured(attempts: number, isWrong: boolean) {
  const sketch = { seed: 18, attempts, slowestMs: 400, lost: 0.02, refused: 0.02, cuts: 20, objects: 400 };
  const run = simulateRun(sketch);
  const facts = factsOf(buildTimeline(journalOfRun(isWrong ? allWrong(run) : run)));
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const history = checkHistory(facts, Number.POSITIVE_INFINITY);
  const { user, system } = process.cpuUsage(cpu);
  return {
    "every answer wrong": isWrong,
    operations: history?.operations ?? 0,
    compared: history?.exercised.reduce((sum, { inRun }) => sum + inRun, 0),
    "without an answer": JSON.stringify(history?.resolved),
    findings: history?.findings.count,
    "of them kept": history?.findings.first.length,
    seconds: ((performance.now() - begun) / 1_000).toFixed(2),
    "of CPU, s": ((user + system) / 1_000_000).toFixed(2),
    "memory more, MB": ((process.memoryUsage().rss - before) / 2 ** 20).toFixed(0),
  };
}

const few = 1_000;
const attempts = Math.ceil((1.01 * wanted * few) / measured(few, false).operations);
for (const isWrong of [false, true]) console.table(measured(attempts, isWrong));
