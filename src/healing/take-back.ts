import pRetry from "p-retry";
import { messageOf } from "../model/errors.ts";
import type { Evidence } from "../model/fault.ts";
import type { Begun, HealingEngine } from "./begun.ts";
import type { UndoHit } from "./own-nodes.ts";
import { proveOnAll } from "./proof.ts";

/** Limits of one try to take a fault back, milliseconds, and who is told of what goes wrong meanwhile. */
export interface TakeBackOptions {
  readonly timeoutMs: number;
  tell(problem: string): void;
  /** Told each time that the undo was carried out, on all nodes, before anybody looks whether the fault is gone. */
  onUndone?(): void;
  /** How it is shown that the fault is gone, within so many milliseconds. */
  prove(begun: Begun, timeoutMs: number): Promise<Evidence>;
}

/** Between two tries of an action, milliseconds. */
const againMs = 500;

/**
 * Takes a fault back on all its nodes at once: ends what its strike still runs, carries out its undo, and looks until it
 * is seen to be gone. Never throws: what could not be had is in the evidence. Idempotent, and harmless beside itself.
 */
export async function takeBack(engine: HealingEngine, begun: Begun, options: TakeBackOptions): Promise<Evidence> {
  const problems = await Promise.all(begun.hits.map((hit) => takeBackOn(engine, begun, hit, options)));
  const problem = problems.find((text) => text !== undefined);
  if (problem !== undefined) return { proven: false, detail: problem };
  options.onUndone?.();
  return options.prove(begun, options.timeoutMs);
}

/** Looks on all nodes until the fault is seen to be gone; returns what was last seen when the time is over. */
export function proveHealed({ definition, params, hits, runtime }: Begun, timeoutMs: number): Promise<Evidence> {
  return proveOnAll("healed", timeoutMs, hits, ({ context, captured }) =>
    definition.healed(runtime, context, params, captured),
  );
}

/** Carries out the undo of one hit; returns why that failed, or undefined. */
async function takeBackOn(
  engine: HealingEngine,
  { strike, definition, params }: Begun,
  { context, captured }: UndoHit,
  { timeoutMs, tell }: TakeBackOptions,
): Promise<string | undefined> {
  const struck = definition.inject(context, params, captured).filter((action) => action.do === "exec");
  const steps = [
    ...new Set(struck.map(({ node }) => node)).values().map((node) => () => engine.endStrike(node, strike)),
    ...definition.undo(context, params, captured).map((action) => () => engine.act(action)),
  ];
  let reason = "";
  const end = performance.now() + timeoutMs;
  for (const step of steps) {
    try {
      // Every step is idempotent: it is tried again until it works or the time is over.
      await pRetry(step, {
        retries: Number.POSITIVE_INFINITY,
        maxRetryTime: Math.max(0, end - performance.now()),
        minTimeout: againMs,
        factor: 1,
        onFailedAttempt: ({ error }) => {
          if (messageOf(error) !== reason) tell(messageOf(error));
          reason = messageOf(error);
        },
      });
    } catch (error) {
      // The time is over: the last reason is what a person needs; the undo stays open.
      return `${context.node.short} could not be healed: ${messageOf(error)}`;
    }
  }
  return undefined;
}
