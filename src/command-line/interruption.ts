import { messageOf } from "../model/errors.ts";
import { Stop } from "../model/stop.ts";
import { onReaderGone, toStderr } from "../terminal/output.ts";
import { describeBug } from "./bug.ts";
import type { Deadline } from "./deadline.ts";

/** Listens to all that ends a command early. */
export interface Interruption {
  /** Aborted with a `Stop` by the first of them. */
  readonly signal: AbortSignal;
  stop(): void;
}

/**
 * What a person, a terminal or a CI system ends a process with. SIGPIPE is not among them: any broken connection raises
 * it, so it is ignored, and the write that failed says whether it was the output.
 */
const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

/**
 * What comes so soon after the first is the same wish, milliseconds: Ctrl-C reaches every process of the terminal, and
 * npm passes its own on to us; who stops a service sends SIGTERM and SIGHUP at once.
 */
export const sameWishMs = 1_000;

/** What a signal means when the first one came at that time, or none did; times in milliseconds. */
export function meaningOf(
  name: NodeJS.Signals,
  atMs: number,
  firstMs: number | undefined,
): "first" | "same" | "second" {
  if (firstMs === undefined) return "first";
  // A terminal that is closed while a fault is being healed asks nobody to hurry.
  return name === "SIGHUP" || atMs - firstMs < sameWishMs ? "same" : "second";
}

/**
 * First signal, an output that nobody reads any more, a bug that nobody caught, or the deadline: the run stops, heals and
 * reports. Second signal: the harness leaves at once and says what heals instead; it ends by the signal's own default, so
 * that no code after it runs. A second bug ends it with 2.
 */
export function listenForInterruption(onFirst: () => void, onSecond: () => void, deadline?: Deadline): Interruption {
  const controller = new AbortController();
  let firstMs: number | undefined;
  let bugMs: number | undefined;
  const onSignal = (name: NodeJS.Signals) => {
    const meaning = meaningOf(name, performance.now(), firstMs);
    firstMs ??= performance.now();
    if (meaning === "first") onFirst();
    if (meaning === "first") controller.abort(new Stop("interrupted", `interrupted by ${name}`));
    if (meaning !== "second") return;
    onSecond();
    stop();
    process.kill(process.pid, name);
  };
  const onBug = (error: unknown) => {
    toStderr(describeBug(error));
    const again = bugMs !== undefined && performance.now() - bugMs >= sameWishMs;
    bugMs ??= performance.now();
    if (again) {
      onSecond();
      process.exit(2);
    }
    controller.abort(new Stop("failed", messageOf(error), { cause: error }));
  };
  const onGone = () => {
    if (controller.signal.aborted) return;
    onFirst();
    controller.abort(new Stop("interrupted", "nobody reads its output any more"));
  };
  const onDeadline = (text: string) => {
    toStderr(`\nthe deadline of ${text} is over: healing, reporting, then leaving\n`);
    controller.abort(new Stop("deadline", `its deadline of ${text} was over`));
  };
  const endGone = onReaderGone(onGone);
  const timer = deadline && setTimeout(() => onDeadline(deadline.text), deadline.atMs - performance.now());
  const stop = () => {
    clearTimeout(timer);
    endGone();
    process.off("uncaughtException", onBug);
    for (const signal of signals) process.off(signal, onSignal);
  };
  process.on("uncaughtException", onBug);
  for (const signal of signals) process.on(signal, onSignal);
  return { signal: controller.signal, stop };
}

/** Listens for a run: says what happens, and at the second signal who heals instead. */
export function listenForRunInterruption(deadline?: Deadline): Interruption {
  return listenForInterruption(
    () => toStderr("\nstopping: healing, reporting, then leaving (again to leave at once)\n"),
    () => toStderr("\nleft at once: the watchdog heals; this says what is left:\n  npx kind-chaos clean\n"),
    deadline,
  );
}
