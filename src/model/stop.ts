/** Why something is stopped before its end: what its signal is aborted with. */
export class Stop extends Error {
  override readonly name = "Stop";
  /** How it ends: a person or a machine asked for it, its time was over, or the harness itself broke down. */
  readonly end: "interrupted" | "deadline" | "failed";

  constructor(end: Stop["end"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.end = end;
  }
}

/** How something ends whose signal was aborted; what was aborted without a `Stop` was interrupted. */
export function stoppedAs({ reason }: Pick<AbortSignal, "reason">): Stop["end"] {
  return reason instanceof Stop ? reason.end : "interrupted";
}

/** The exit code of a command whose signal was aborted before it came to a result. */
export function exitCodeOfStop(signal: Pick<AbortSignal, "reason">): 2 | 130 {
  return stoppedAs(signal) === "interrupted" ? 130 : 2;
}
