/**
 * Thrown while a guarantee is judged where nothing can be said of it; the message is why, and the judgement is
 * inconclusive with it.
 */
export class NothingToJudge extends Error {
  override readonly name = "NothingToJudge";
}
