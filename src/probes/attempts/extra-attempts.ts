import { deriveSeed } from "../../model/random.ts";
import type { Sample } from "../../model/sample.ts";
import type { LanePath } from "../lanes/lane-path.ts";
import { CloserProbing } from "./adaptive-sampling.ts";

/** The number of an attempt that only reads does not matter: nothing in its request depends on it. */
const anyNumber = 0;

/**
 * Makes the extra attempts of a lane, at most one at a time. Operations that change state have none: each write needs
 * an object and a token of its own, of which there is a bounded number.
 */
export class ExtraAttempts {
  readonly #path: LanePath;
  readonly #closer: CloserProbing;
  readonly #onSample: (sample: Sample) => void;
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<void> | undefined;
  #ended: boolean;

  constructor(path: LanePath, onSample: (sample: Sample) => void) {
    this.#path = path;
    this.#closer = new CloserProbing(path.lane.periodMs, deriveSeed(path.lane.seed, "extra"));
    this.#onSample = onSample;
    this.#ended = !path.onlyReads;
  }

  /** Takes what came of an attempt of the lane, whichever it was. */
  after(sample: Sample): void {
    const pauseMs = this.#closer.pauseAfter(sample);
    if (sample.outcome === "ok") this.#cancel();
    if (pauseMs === undefined || this.#ended || this.#timer !== undefined || this.#underWay !== undefined) return;
    const at = this.#path.now() + pauseMs;
    this.#timer = setTimeout(() => this.#start(at), Math.ceil(pauseMs));
  }

  /** Starts no further one. */
  end(): void {
    this.#ended = true;
    this.#cancel();
  }

  /** Resolves when none is under way. */
  get done(): Promise<void> {
    return this.#underWay ?? Promise.resolve();
  }

  #start(at: number): void {
    this.#timer = undefined;
    // A timer may be a fraction of a millisecond early; nothing starts before its time.
    this.#underWay = this.#path.attempt(anyNumber, Math.min(at, this.#path.now())).then((made) => {
      const sample: Sample = { ...made, number: undefined };
      this.#underWay = undefined;
      this.#onSample(sample);
      this.after(sample);
    });
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
