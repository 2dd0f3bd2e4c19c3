import { type Healing, healOpenUndos } from "../healing/open-undos.ts";
import { hold } from "../host/clock.ts";
import type { Undo } from "../journal/undo-log.ts";
import { PlatformError } from "../model/errors.ts";

/** What is needed of an engine to know whether it is there. */
interface Pinged {
  ping(): Promise<void>;
}

/** How long and how often it is tried, milliseconds. */
export interface HealingLimits {
  /** Between two tries. */
  readonly againMs: number;
  /** From when on it is not tried again: an engine that is started anew is there after seconds, one that hung after minutes. */
  readonly giveUpMs: number;
  /** How long an engine gets to say that it is there: one that hangs accepts connections and says nothing. */
  readonly pingMs: number;
}

const usual: HealingLimits = { againMs: 5_000, giveUpMs: 900_000, pingMs: 10_000 };

/**
 * Takes faults back and tries again, also while the engine is away, until each was seen to be gone, by whomever, or the
 * time is over; what is left then stays open in the log.
 */
export async function healUntilDone(
  healing: Healing & { readonly engine: Pinged },
  undos: readonly Undo[],
  { againMs, giveUpMs, pingMs }: HealingLimits = usual,
): Promise<void> {
  const end = performance.now() + giveUpMs;
  const before = healing.log.read().deeds.length;
  for (let left = undos; left.length > 0; ) {
    if (await answers(healing.engine, pingMs)) {
      const results = await healOpenUndos(healing, left);
      left = results.flatMap(({ undo, evidence }) => (evidence.proven ? [] : [undo]));
    }
    if (left.length === 0 || performance.now() > end) return;
    await hold(againMs);
    const healed = healing.log
      .read()
      .deeds.slice(before)
      .filter(({ deed }) => deed === "healed");
    left = left.filter((undo) => !healed.some(({ strike }) => strike === undo.strike));
  }
}

async function answers(engine: Pinged, pingMs: number): Promise<boolean> {
  const late = hold(pingMs).then(() => {
    throw new PlatformError("engine-unreachable", `no answer within ${pingMs} ms`);
  });
  return Promise.race([engine.ping(), late]).then(
    () => true,
    () => false,
  );
}
