import type { FaultStage } from "./live-snapshot.ts";

/** How far a fault is, in words that need no colour; the time in that stage follows. */
export const stageWords: Readonly<Record<FaultStage, string>> = {
  intent: "about to begin",
  injecting: "at work",
  active: "proven active",
  unproven: "NOT proven",
  healing: "healing",
  healed: "proven healed",
  "not-healed": "NOT proven healed",
  done: "done",
};
