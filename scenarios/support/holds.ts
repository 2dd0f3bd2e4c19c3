import type { Step } from "kind-chaos";

/** Enough attempts of every lane to show that nothing failed before the first fault. */
export const warmUp: Step = { hold: "8s", reason: "warm-up before the first fault" };

/** Shows that the steady state lasts. */
export const coolDown: Step = { hold: "5s", reason: "rest after the last fault" };
