import { type Command, Option } from "commander";
import type { Clusters } from "../cluster/clusters.ts";
import { formatMs, toMs } from "../model/duration.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { exitCodeOfStop, stoppedAs } from "../model/stop.ts";
import { queueFolder } from "../queue/queue-folder.ts";
import { awaitTurn, describeHolder, type Turn } from "../queue/turn.ts";
import { toStderr } from "../terminal/output.ts";
import type { Deadline } from "./deadline.ts";
import { listenForInterruption } from "./interruption.ts";
import { tellJsonError } from "./json-error.ts";

/** Two of the longest scenarios, with their clusters. */
const defaultQueue = "30m";

/** The exit code of who did not get a turn in time: nothing was shown. */
const noTurn = 3;

/** Adds `--queue`. */
export function addQueueOption(command: Command): Command {
  return command.addOption(
    new Option(
      "--queue <duration>",
      "how long to wait for what measures on this Docker host already; 0s does not wait",
    ).default(defaultQueue),
  );
}

/** How long a person lets a command wait, milliseconds; throws UsageError for what is no duration. */
export function queueMs(text: string): number {
  try {
    return toMs(text);
  } catch (error) {
    throw new UsageError(`--queue: ${messageOf(error)}`);
  }
}

/**
 * Waits until nothing else measures on the engine's host; `engine` tells the engine from others, `what` is what waits.
 * Returns the turn; undefined where there was none in time, or a person interrupted: then the exit code is set and a line
 * says why, and nothing was made. Throws UsageError where tickets cannot be kept.
 */
export async function takeTurn(
  engine: string,
  what: string,
  limitMs: number,
  deadline?: Deadline,
): Promise<Turn | undefined> {
  const interruption = listenForInterruption(
    () => toStderr("\nno longer waiting; nothing was made\n"),
    () => {},
    deadline,
  );
  try {
    const folder = queueFolder(engine);
    const { signal } = interruption;
    const onWait = (holder: Parameters<typeof describeHolder>[0]) =>
      toStderr(`waiting for ${describeHolder(holder)} …\n`);
    const got = await awaitTurn(folder, what, { limitMs, signal, onWait });
    if ("turn" in got) return got.turn;
    const waited = limitMs === 0 ? "" : `, for ${formatMs(limitMs)} by now`;
    const words = `${describeHolder(got.holder)} measures on this Docker host${waited}: nothing was made; --queue <duration> waits longer`;
    tellJsonError("queue", words);
    toStderr(`chaos: ${words}\n`);
    process.exitCode = noTurn;
  } catch (error) {
    if (!interruption.signal.aborted) throw cannotQueue(error);
    const { signal } = interruption;
    tellJsonError(stoppedAs(signal), "no longer waiting; nothing was made");
    process.exitCode = stoppedAs(signal) === "deadline" ? noTurn : exitCodeOfStop(signal);
  } finally {
    interruption.stop();
  }
  return undefined;
}

/** The same clusters; those who wait are told which is used, and by which run. */
export function announced(clusters: Clusters, turn: Turn, runOf: (folder: string) => string): Clusters {
  return {
    ...clusters,
    claim: async (name, folder, isThere) => {
      const claimed = await clusters.claim(name, folder, isThere);
      if (claimed) turn.says(runOf(folder), name);
      return claimed;
    },
  };
}

function cannotQueue(error: unknown): unknown {
  if (error instanceof UsageError) return error;
  return new UsageError(`the queue of this Docker host cannot be kept: ${messageOf(error)}`, { cause: error });
}
