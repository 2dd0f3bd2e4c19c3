/** Sleeps that can be ended early, all at once. */
export class Sleeper {
  readonly #sleeping = new Set<() => void>();

  /** Returns after a time in milliseconds, or when it is woken. */
  async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#sleeping.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#sleeping.add(wake);
    });
  }

  /** Ends every sleep now. */
  wake(): void {
    for (const wake of this.#sleeping) wake();
  }
}
