import { rmSync } from "node:fs";
import { join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { messageOf, PlatformError, UsageError } from "../../model/errors.ts";
import type { Step, StepPart, StepResult } from "./step.ts";

/** Gets told how steps go; shows it to a person. */
export interface StepListener {
  /** These are going to be done, or are there already. */
  planned?(steps: readonly Step[]): void;
  started(step: Step): void;
  note(step: Step, text: string, part?: StepPart): void;
  ended(step: Step, result: StepResult): void;
  failed(step: Step, error: unknown): void;
}

/**
 * Runs steps, each as soon as what it needs is done; steps that are done already cost their check only. The first
 * failure stops the others and is thrown with the step's title and log file.
 */
export async function runSteps(
  steps: readonly Step[],
  listener: StepListener,
  signal: AbortSignal,
): Promise<StepResult[]> {
  listener.planned?.(steps);
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const started = new Map<string, Promise<StepResult>>();
  for (const step of steps) {
    // What is not in this list is done before it.
    const needed = (step.needs ?? []).map((name) => started.get(name)).filter((each) => each !== undefined);
    const task = Promise.all(needed).then(() => runStep(step, listener, either));
    task.catch((error: unknown) => failure.abort(error));
    started.set(step.name, task);
  }
  const ended = await Promise.allSettled(started.values());
  signal.throwIfAborted();
  if (failure.signal.aborted) throw failure.signal.reason;
  return ended.map((each) => (each as PromiseFulfilledResult<StepResult>).value);
}

async function runStep(step: Step, listener: StepListener, signal: AbortSignal): Promise<StepResult> {
  signal.throwIfAborted();
  const startedMs = performance.now();
  const durationMs = (): number => Math.round(performance.now() - startedMs);
  const logFile = join(cacheSubfolder("logs"), `setup-${step.name}.log`);
  try {
    const present = await step.check(signal);
    if (present !== undefined)
      return announce(step, listener, { outcome: "present", detail: present, durationMs: durationMs() });
    rmSync(logFile, { force: true });
    listener.started(step);
    const detail = await step.run({ logFile, signal, note: (text, part) => listener.note(step, text, part) });
    return announce(step, listener, { outcome: "done", detail, durationMs: durationMs() });
  } catch (error) {
    if (signal.aborted) throw error;
    listener.failed(step, error);
    throw named(step, error, logFile);
  }
}

function announce(step: Step, listener: StepListener, result: Omit<StepResult, "name">): StepResult {
  const whole = { name: step.name, ...result };
  listener.ended(step, whole);
  return whole;
}

/** Bugs and usage errors speak for themselves; everything else names its step and where its output is. */
function named(step: Step, error: unknown, logFile: string): unknown {
  if (error instanceof UsageError || !(error instanceof PlatformError)) return error;
  return new PlatformError(error.code, `${step.title}: ${messageOf(error)} (log: ${logFile})`, { cause: error });
}
