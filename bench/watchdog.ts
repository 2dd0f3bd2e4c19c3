// Prints what a watchdog costs beside a harness while it idles: node bench/watchdog.ts [seconds]
// Its proportional share of memory is what it takes beside this process, which runs the same Node.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hold } from "../src/host/clock.ts";
import { openUndoLog } from "../src/journal/undo-log.ts";
import { startWatchdog } from "../src/watchdog/watchdog.ts";

const seconds = Number(process.argv[2] ?? 60);
/** Clock ticks of the kernel's figures, a second: the same on all systems that Node runs on. */
const ticksPerSecond = 100;

const folder = mkdtempSync(join(tmpdir(), "kind-chaos-bench-"));
const log = openUndoLog(join(folder, "undo.jsonl"));
const listener = {
  onEnd: (how: string) => console.error(how),
  onTakeover: () => console.error("it took over"),
};
const begunAt = performance.now();
const watchdog = await startWatchdog({ cluster: "kc-bench", folder }, log, listener);
const startedMs = performance.now() - begunAt;
await hold(1_000);
const beforeMs = cpuMs(watchdog.pid);
await hold(seconds * 1_000);
const cpu = cpuMs(watchdog.pid) - beforeMs;
console.log(`started and proven alive after ${startedMs.toFixed(0)} ms, with ${beforeMs.toFixed(0)} ms of CPU`);
console.log(
  `proportional share ${memoryMb(watchdog.pid, "Pss").toFixed(1)} MB of ${memoryMb(watchdog.pid, "Rss").toFixed(1)} MB`,
);
console.log(`CPU over ${seconds} s: ${cpu.toFixed(0)} ms, ${((cpu / seconds / 1_000) * 100).toFixed(2)} % of one core`);
await watchdog.leave(false);
log.close();
rmSync(folder, { recursive: true });

function memoryMb(pid: number, kind: "Pss" | "Rss"): number {
  const found = new RegExp(`^${kind}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"));
  return Number(found?.[1]) / 1_024;
}

function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1_000;
}
