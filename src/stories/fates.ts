import type { Attempt, Fate, Story, StoryFault } from "./story.ts";

/** A fault that is over at once, and whose node is back after 3 s. */
export const killFault: StoryFault = {
  id: "kill",
  injectingAt: 4_000,
  activeAt: 4_100,
  healedAt: 7_000,
  steadyAt: 10_500,
};

/** A fault that is held for 4.7 s. */
export const heldFault: StoryFault = { ...killFault, id: "held", healingAt: 8_800, healedAt: 9_400 };

/** Nobody listened, so that no certificate was seen. */
export const refused: Fate = { outcome: "failed", error: "refused", latencyMs: 3, backend: undefined };

/** A node answered that nobody listens there. */
export const down: Fate = { outcome: "failed", error: "refused", latencyMs: 3 };

/** No answer before the attempt was given up after 3 s. */
export const hang: Fate = { outcome: "failed", error: "hang", latencyMs: 3_000 };

/** The fate of attempts between two moments of the run, milliseconds, of those at which `also` says so. */
export function between(
  from: number,
  to: number,
  fate: Fate,
  also: (attempt: Attempt) => boolean = () => true,
): Story["fate"] {
  return (attempt) => (attempt.at >= from && attempt.at < to && also(attempt) ? fate : undefined);
}

/** Whether an attempt would meet the control plane that the faults of stories hit. */
export function atTarget({ backend }: Attempt): boolean {
  return backend === 1;
}
