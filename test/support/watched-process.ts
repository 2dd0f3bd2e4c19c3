import { setTimeout as wait } from "node:timers/promises";
import { LiveRun } from "../../src/live/live-run.ts";
import type { Lane } from "../../src/model/lane.ts";
import { toStderr, toStdout } from "../../src/terminal/output.ts";
import { startProgress } from "../../src/terminal/progress.ts";

/** A process with a live view on its own standard error, in which everybody writes who can: started by a test. */
const live = new LiveRun("watched", 20_000);
const others = [process.stdout];
const now = () => performance.now();
const progress = startProgress({ stream: process.stderr, others, now, live, group: "watched", verbosity: "usual" });
const lanes = Array.from({ length: 21 }, (_, index) => ({ index, id: `read/api/${index}`, periodMs: 200 }) as Lane);
progress.event({ type: "lanes", at: 1, lanes, backends: [] });
progress.event({ type: "phase", at: 2, name: "hold: calm", edge: "begin" });
for (let index = 0; index < 4; index++) {
  await wait(300);
  toStderr(`error stream ${index}\n`);
  toStdout(`output stream ${index}\n`);
  console.log(`plugin ${index}`);
  process.emitWarning(`warning ${index}`);
}
await wait(300);
progress.stop();
toStdout("verdict\n");
