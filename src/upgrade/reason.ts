import type { GateAnswer } from "./gate-result.ts";

/** What an answer rests on, or what is only to be known. */
export interface Reason {
  readonly says: Exclude<GateAnswer, "go"> | "note";
  readonly text: string;
}
