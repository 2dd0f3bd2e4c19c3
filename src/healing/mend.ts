import { hold } from "../host/clock.ts";
import type { Cluster } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { Look } from "../model/leftover.ts";
import { checkedRuntime } from "../node-tools/checked-runtime.ts";
import { type Leftover, leftoversOf, leftoverWords } from "../node-tools/leftovers.ts";
import type { HealingEngine } from "./begun.ts";
import { byHand, shortWords } from "./by-hand.ts";
import type { Found } from "./found.ts";

/** Between two rounds of looks, and between two words about what is still left, milliseconds. */
const every = { roundMs: 1_000, wordMs: 10_000 } as const;

/** What is looked at, how long it is mended, and who is told of what takes its time. */
export interface MendOptions {
  readonly looks: readonly Look[];
  /**
   * Milliseconds; an API server whose node was started needs up to a minute until it answers. What is to be tried more
   * often goes on.
   */
  readonly timeoutMs: number;
  /** Whether it is only said what would be done. */
  readonly dryRun: boolean;
  tell(line: string): void;
  readonly signal?: AbortSignal | undefined;
}

/** A look that found something left, or that could not be taken. */
interface Left extends Leftover {
  readonly look: Look;
}

/**
 * Looks at a cluster itself for what was left, mends that, and looks again, until nothing is left or the time is over.
 * Returns what was found, and what could not be looked at in the end. Throws the signal's reason where it is aborted.
 */
export async function mendLeft(engine: HealingEngine, cluster: Cluster, options: MendOptions): Promise<Found[]> {
  const { looks, timeoutMs, dryRun, tell, signal } = options;
  /** What went wrong last with the mending of what was seen; "" where nothing did. */
  const problems = new Map<Look, string>();
  const end = performance.now() + timeoutMs;
  const tries = new Map<Look, number>();
  const hasTries = ({ look, unseen }: Left) => unseen === undefined && (tries.get(look) ?? 0) < (look.mendTries ?? 0);
  let nextWord = performance.now() + every.wordMs;
  for (;;) {
    const left = await takeAll(engine, cluster, looks);
    signal?.throwIfAborted();
    for (const { look, unseen } of left) if (unseen === undefined && !problems.has(look)) problems.set(look, "");
    if (left.length === 0 || dryRun || (performance.now() > end && !left.some(hasTries)))
      return [
        ...looks.flatMap((look) => result(cluster, look, problems.get(look), left, dryRun)),
        ...unseenOf(cluster, left),
      ];
    if (performance.now() > nextWord) {
      nextWord = performance.now() + every.wordMs;
      tell(`still there: ${leftoverWords(left, shortOf(cluster)).join("; ")}`);
    }
    await Promise.all(
      left
        .filter(({ unseen }) => unseen === undefined)
        .map(async ({ look }) => {
          tries.set(look, (tries.get(look) ?? 0) + 1);
          problems.set(look, await mend(engine, look));
        }),
    );
    await hold(every.roundMs, signal);
  }
}

/** Takes all looks at once, anew: what was started by a mend may be looked at in the next round. */
async function takeAll(engine: HealingEngine, cluster: Cluster, looks: readonly Look[]): Promise<Left[]> {
  const runtime = checkedRuntime(engine, cluster);
  const taken = looks.map(async (look) => (await leftoversOf([look], runtime)).map((left) => ({ ...left, look })));
  return (await Promise.all(taken)).flat();
}

/** Carries out what takes a leftover away; returns why that failed, or "". */
async function mend(engine: HealingEngine, { mend: actions }: Look): Promise<string> {
  try {
    for (const action of actions) await engine.act(action);
    return "";
  } catch (error) {
    return messageOf(error);
  }
}

function result(
  cluster: Cluster,
  look: Look,
  problem: string | undefined,
  left: readonly Left[],
  dryRun: boolean,
): Found[] {
  const still = left.find((one) => one.look === look);
  if (problem === undefined || still?.unseen !== undefined) return [];
  const what = `${shortOf(cluster)(look.node)}: ${look.what}`;
  if (still === undefined || dryRun) return [{ what, done: shortWords(look.mend), ok: true }];
  return [{ what, done: `${problem || "it is still there"}; by hand: ${byHand(look.mend)}`, ok: false }];
}

/** What could not be looked at. */
function unseenOf(cluster: Cluster, left: readonly Left[]): Found[] {
  const unseen = left.filter((one) => one.unseen !== undefined);
  const done = "by hand: look at the node, then clean again";
  return leftoverWords(unseen, shortOf(cluster)).map((what) => ({ what, done, ok: false }));
}

function shortOf({ nodes }: Cluster): (name: string) => string {
  return (name) => nodes.find((node) => node.name === name)?.short ?? name;
}
