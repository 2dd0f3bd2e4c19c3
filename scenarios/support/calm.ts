import type { Step } from "../../src/model/scenario.ts";

/** Enough attempts of every lane to show that nothing failed before the first fault. */
export const calmFirst: Step = { hold: "8s", because: "calm before the first fault" };

/** Shows that the steady state lasts. */
export const calmAfter: Step = { hold: "5s", because: "calm after the last fault" };
