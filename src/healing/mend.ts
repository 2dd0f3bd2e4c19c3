import { hold } from "../host/clock.ts";
import { describeAction } from "../model/action.ts";
import type { Cluster } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { Look } from "../model/leftover.ts";
import { checkedRuntime } from "../node-tools/checked-runtime.ts";
import { type Leftover, leftAmong } from "../node-tools/leftovers.ts";
import type { HealingEngine } from "./begun.ts";
import type { Found } from "./found.ts";

/** Between two rounds of looks, and between two words about what is still left, milliseconds. */
const every = { roundMs: 1_000, wordMs: 10_000 } as const;

/** What is looked at, how long it is mended, and who is told of what takes its time. */
export interface MendOptions {
  readonly looks: readonly Look[];
  /** Milliseconds; an API server whose node was started needs up to a minute until it answers. */
  readonly timeoutMs: number;
  /** Whether it is only said what would be done. */
  readonly dryRun: boolean;
  tell(line: string): void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at a cluster itself for what was left, mends that, and looks again, until nothing is left or the time is over.
 * Returns what was found, and what could not be looked at in the end. Throws the signal's reason where it is aborted.
 */
export async function mendLeft(engine: HealingEngine, cluster: Cluster, options: MendOptions): Promise<Found[]> {
  const { looks, timeoutMs, dryRun, tell, signal } = options;
  const seen = new Map<Look, string>();
  const end = performance.now() + timeoutMs;
  let nextWord = performance.now() + every.wordMs;
  for (;;) {
    // What was started by a mend may be looked at in the next round.
    const left = await leftAmong(checkedRuntime(engine, cluster), looks);
    signal?.throwIfAborted();
    for (const { look, isSeen } of left) if (isSeen && !seen.has(look)) seen.set(look, "");
    if (left.length === 0 || dryRun || performance.now() > end) return results(cluster, looks, seen, left, dryRun);
    if (performance.now() > nextWord) {
      nextWord = performance.now() + every.wordMs;
      tell(`still there: ${left.map(({ node, what }) => `${shortOf(cluster, node)}: ${what}`).join("; ")}`);
    }
    await Promise.all(left.filter(({ isSeen }) => isSeen).map((one) => mend(engine, one, seen)));
    await hold(every.roundMs, signal);
  }
}

/** Carries out what takes a leftover away; a problem is remembered, and it is tried again in the next round. */
async function mend(engine: HealingEngine, { look }: Leftover, seen: Map<Look, string>): Promise<void> {
  try {
    for (const action of look.mend ?? []) await engine.act(action);
    seen.set(look, "");
  } catch (error) {
    seen.set(look, messageOf(error));
  }
}

function results(
  cluster: Cluster,
  looks: readonly Look[],
  seen: ReadonlyMap<Look, string>,
  left: readonly Leftover[],
  dryRun: boolean,
): Found[] {
  return looks.flatMap((look): Found[] => {
    const still = left.find((one) => one.look === look);
    if (!seen.has(look) && still === undefined) return [];
    const what = `${shortOf(cluster, look.node)}: ${still?.what ?? look.what}`;
    const command = (look.mend ?? []).map(describeAction).join("; ");
    if (still === undefined || (dryRun && still.isSeen)) return [{ what, done: command, ok: true }];
    if (!still.isSeen) return [{ what, done: "look again later", ok: false }];
    const problem = seen.get(look) || "it is still there";
    return [{ what, done: `${problem}; by hand: ${command}`, ok: false }];
  });
}

function shortOf({ nodes }: Cluster, name: string): string {
  return nodes.find((node) => node.name === name)?.short ?? name;
}
