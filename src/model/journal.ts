import type { JournalEvent } from "./event.ts";
import type { Sample } from "./sample.ts";

/** A journal as it was read back: everything that could be understood, and how much could not. */
export interface Journal {
  readonly events: readonly JournalEvent[];
  readonly samples: readonly Sample[];
  /** Lines that could not be understood, a torn last line not counted. */
  readonly damaged: number;
  /** Whether the last line was cut off, as it is when the writer died in it. */
  readonly torn: boolean;
}
