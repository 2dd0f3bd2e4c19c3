import { adoptingEngine } from "../cluster/existing/adoption.ts";
import { labelledContainers } from "../cluster/ownership.ts";
import { hold } from "../host/clock.ts";
import { Engine } from "../host/engine.ts";
import { isProcess } from "../host/process-start.ts";
import { endDiedRun } from "../journal/died-run.ts";
import { type UndoLog, undoLogOn } from "../journal/undo-log.ts";
import { loadFault } from "../scenario/catalogue.ts";
import { healUntilDone } from "./heal-until-done.ts";
import type { Heard, Occasion, WatchdogOrder } from "./order.ts";
import { describeTakeover, doubtful } from "./takeover.ts";
import { undoFd } from "./words.mjs";

/** Between two looks whether the harness is still there, milliseconds. */
const lookMs = 200;
/**
 * What a harness had asked of the engine when it died may be done a little later, milliseconds: it is taken back once
 * more after so long.
 */
const lateStrikeMs = 5_000;

/**
 * Does what the harness cannot: takes over, where that one did not leave by itself, and takes back all that is open on
 * the cluster. A harness that lives all the same is watched on until it ends, because it may have struck in the very
 * moment. The journal of one that died gets its end. `tell` is called when the takeover is on the disk.
 */
export async function standInFor(
  order: WatchdogOrder,
  occasion: Occasion,
  heard: Readonly<Heard>,
  tell: () => void,
): Promise<void> {
  const log = undoLogOn(undoFd);
  const lives = () => isProcess(order.pid, order.started);
  const heal = healerWith(log, order.cluster);
  if (occasion === "left") await heal(log.read().open);
  else {
    if (occasion === "ended") await untilGone(lives, order.silenceMs);
    takeOver(log, order, lives());
    tell();
    const found = log.read().open;
    await heal(found);
    await hold(lateStrikeMs);
    while (lives() && !heard.left) await hold(lookMs);
    await heal(doubtful(log.read(), order.folder, found));
  }
  if (!lives()) await endDiedRun(order.folder, log.read());
}

function healerWith(log: UndoLog, of: string): (undos: Parameters<typeof healUntilDone>[1]) => Promise<void> {
  const engine = adoptingEngine(new Engine(), of);
  const present = (cluster: string) => labelledContainers(engine, cluster);
  return (undos) => healUntilDone({ by: "watchdog", engine, log, present, loadFault, tell: () => {} }, undos);
}

/** From here on the harness breaks nothing more. Where that cannot be written it is healed all the same. */
function takeOver(log: UndoLog, { folder, pid, silenceMs }: WatchdogOrder, lives: boolean): void {
  const detail = describeTakeover(pid, silenceMs, lives);
  try {
    log.note({ deed: "took-over", folder, by: "watchdog", at: new Date().toISOString(), detail });
  } catch {
    // A full disk keeps nobody from healing; a harness that lives writes no further intent on it either.
  }
}

/** Whoever ends closes what it speaks through a little before it is gone; one that only closed that is silent. */
async function untilGone(lives: () => boolean, mostMs: number): Promise<void> {
  const end = performance.now() + mostMs;
  while (lives() && performance.now() < end) await hold(lookMs);
}
