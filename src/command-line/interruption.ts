import { toStderr } from "../terminal/output.ts";

/** Listens to Ctrl-C and to the signal that ends a CI job. */
export interface Interruption {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  stop(): void;
}

/**
 * First signal: the run stops, heals, reports and exits with 130. Second: the harness leaves at once and says what
 * finishes the undo; it ends by the signal's own default, so that no code after it runs.
 */
export function listenForInterruption(onFirst: () => void, onSecond: () => void): Interruption {
  const controller = new AbortController();
  const listener = (signal: NodeJS.Signals) => {
    if (!controller.signal.aborted) {
      onFirst();
      controller.abort(new Error(`interrupted by ${signal}`));
      return;
    }
    onSecond();
    stop();
    process.kill(process.pid, signal);
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  const stop = () => {
    for (const signal of signals) process.off(signal, listener);
  };
  for (const signal of signals) process.on(signal, listener);
  return { signal: controller.signal, stop };
}

/**
 * Listens for a run: says what happens, and at the second signal which command finishes the undo of the runs in this
 * folder.
 */
export function listenForRunInterruption(reports: string): Interruption {
  const where = reports === "reports" ? "" : ` --reports ${reports}`;
  return listenForInterruption(
    () => toStderr("\nstopping: healing, reporting, then leaving (again to leave at once)\n"),
    () => toStderr(`\nleft at once; this finishes the undo:\n  npm run chaos -- clean${where}\n`),
  );
}
