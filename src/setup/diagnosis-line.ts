/** One line of `doctor`. "missing" keeps runs from working, "limited" does not. */
export interface DiagnosisLine {
  readonly subject: string;
  readonly state: "ok" | "limited" | "missing" | "unknown";
  /** What was found. */
  readonly found: string;
  /** What that means, and what to do where something is to be done. */
  readonly meaning: string;
}
