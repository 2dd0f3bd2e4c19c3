import type { Damage } from "./damage.ts";
import type { JournalEvent } from "./event.ts";
import type { Sample } from "./sample.ts";

/** A journal as it was read back: everything that could be understood, and how much could not. */
export interface Journal {
  readonly events: readonly JournalEvent[];
  readonly samples: readonly Sample[];
  /** Places at which it is damaged; a torn last line of a run that died is none. */
  readonly damaged: number;
  /** The first of them. */
  readonly damage: readonly Damage[];
  /** Whether the last line was cut off, as it is when the writer died in it. */
  readonly torn: boolean;
}
