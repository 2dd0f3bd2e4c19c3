/**
 * A process that tells something once a second hangs when it was silent in so many looks in a row. Looks are counted, and
 * not time: whoever was itself stopped meanwhile finds one look more, and not half a minute.
 */
const silentLooks = 6;
const lookMs = 5_000;

/** The longest that a process may say nothing, milliseconds. */
export const silenceMs = silentLooks * lookMs;

/** Listens for a process that falls silent. */
export class Silence {
  #looks = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #onSilence: () => void;

  constructor(onSilence: () => void) {
    this.#onSilence = onSilence;
  }

  /** It said something; from the first time on it is listened to. */
  heard(): void {
    this.#looks = 0;
    this.#timer ??= setInterval(() => {
      this.#looks += 1;
      if (this.#looks < silentLooks) return;
      this.stop();
      this.#onSilence();
    }, lookMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
