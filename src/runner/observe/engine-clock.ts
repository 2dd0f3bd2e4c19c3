import { type ClockLook, clockLook, engineAhead } from "../../analysis/timeline/engine-clock.ts";
import type { Clock } from "../../host/clock.ts";
import { messageOf } from "../../model/errors.ts";
import type { Untimed } from "../../model/event.ts";
import { type ClockReading, translated } from "../../model/other-clock.ts";

/** Who is asked, and who is told. */
interface Looking {
  readonly engine: { readClock(now: () => number): Promise<ClockReading> };
  readonly clock: Pick<Clock, "now">;
  emit(event: Untimed): void;
}

/** The clock of the engine's machine, which dates all that nodes and Kubernetes tell, as far as it was looked at. */
export class EngineClock {
  readonly #run: Looking;
  readonly #looks: ClockLook[] = [];
  #isUntold = false;

  constructor(run: Looking) {
    this.#run = run;
  }

  /** Reads and journals it; where the engine does not tell the time that is noted, and what needs it is not known. */
  async look(): Promise<void> {
    const { engine, clock, emit } = this.#run;
    try {
      const { toldMs, askedMs, answeredMs } = await engine.readClock(() => clock.now());
      const look = { askedAt: Math.floor(askedMs * 10) / 10, told: new Date(toldMs).toISOString() };
      this.#looks.push(clockLook({ ...look, at: answeredMs }));
      emit({ type: "engine-clock", ...look });
    } catch (error) {
      this.#isUntold = true;
      emit({ type: "note", text: `what time it is on the engine's machine is not known: ${messageOf(error)}` });
    }
  }

  /**
   * A span of the run as that machine would date it, milliseconds of the epoch; from -Infinity to Infinity where nobody
   * knows, since it was not told or was set.
   */
  dated(span: readonly [number, number]): [number, number] {
    const ahead = this.#isUntold ? undefined : engineAhead(this.#looks);
    return ahead === undefined ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : translated(span, ahead);
  }
}
