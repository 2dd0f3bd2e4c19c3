import { join } from "node:path";
import { Clock } from "../host/clock.ts";
import { journalFile, openJournal } from "../journal/writer.ts";
import { LiveRun } from "../live/live-run.ts";
import { messageOf } from "../model/errors.ts";
import { type EventOf, type JournalEvent, journalVersion, type Untimed } from "../model/event.ts";
import type { Sample } from "../model/sample.ts";
import { stoppedAs } from "../model/stop.ts";
import type { EndReason, Recording } from "../runner/run-request.ts";
import { toStderr } from "../terminal/output.ts";
import { startProgress } from "../terminal/progress.ts";
import { harnessVersion, machineFacts } from "./provenance.ts";
import { runName } from "./run-folder.ts";
import type { RunView } from "./run-view.ts";

/** What only the one who records knows of a run; the rest of its first event is the same for all. */
export type RunHead = Pick<
  EventOf<"run-start">,
  "scenario" | "summary" | "myth" | "seed" | "asked" | "steps" | "lanes" | "plan" | "guarantees"
> & {
  /** Facts about the machine and its images, beside those of the machine itself. */
  readonly host?: Readonly<Record<string, string>>;
};

/** One journal to be recorded, with its live view. */
export interface RecordingRequest {
  /** The run's own folder, which is there. */
  readonly folder: string;
  readonly startedAt: Date;
  readonly head: RunHead;
  /** How long it will likely take, milliseconds; for the live view. */
  readonly expectedMs: number;
  /** What goes before every line of progress: "3/12 etcd-majority"; nothing for a run by itself. */
  readonly title?: string | undefined;
  readonly view: RunView;
  /** Aborted when the person interrupts. */
  readonly signal: AbortSignal;
}

/**
 * Records what the work tells, from `run-start` to `run-end`, and what stopped it. A journal that cannot be written any
 * more aborts the work's signal; that, and a bug that stopped it, make the end "failed". Returns what the work returns, with the end as it was recorded; throws what the work throws, and
 * the journal is whole up to there.
 */
export async function record<Result extends { readonly end: EndReason }>(
  request: RecordingRequest,
  work: (recording: Recording) => Promise<Result>,
): Promise<Result> {
  const { folder, expectedMs, title, view } = request;
  const clock = new Clock();
  const live = new LiveRun(title, expectedMs);
  const now = () => clock.now();
  const { scenario: group } = request.head;
  const [stream, others] = [process.stderr, [process.stdout]];
  const progress = startProgress({ stream, others, now, live, title, group, verbosity: view.verbosity });
  view.page?.show(() => live.now(now()));
  const full = new AbortController();
  const journal = openJournal(join(folder, journalFile), (error) => {
    toStderr(`chaos: ${error.message}: stopping after healing\n`);
    full.abort(error);
  });
  const told: Record<string, number> = {};
  const write = (event: JournalEvent) => {
    journal.event(event);
    if (event.type !== "watch") told[event.type] = (told[event.type] ?? 0) + 1;
    progress.event(event);
  };
  const emit = (event: Untimed) => write({ at: Math.round(clock.now() * 10) / 10, ...event } as JournalEvent);
  const onSamples = (samples: readonly Sample[]) => {
    journal.samples(samples);
    progress.samples(samples);
  };
  const onStop = () => emit(stopEvent(request.signal));
  request.signal.addEventListener("abort", onStop, { once: true });
  try {
    write(startEvent(request));
    const signal = AbortSignal.any([request.signal, full.signal]);
    const result = await work({ clock, signal, emit, onSamples });
    const end = full.signal.aborted || brokeDown(request.signal) ? "failed" : result.end;
    write({ type: "run-end", at: clock.now(), reason: end, told: { ...told } });
    return { ...result, end };
  } finally {
    request.signal.removeEventListener("abort", onStop);
    progress.stop();
    journal.close();
  }
}

function brokeDown(signal: AbortSignal): boolean {
  return signal.aborted && stoppedAs(signal) === "failed";
}

/** What stopped a run: a bug with where it came from, or a wish. */
function stopEvent(signal: AbortSignal): Untimed {
  const { reason } = signal;
  if (!brokeDown(signal)) return { type: "note", text: `stopped: ${messageOf(reason)}` };
  const { cause } = reason as Error;
  return { type: "error", code: "bug", message: (cause instanceof Error && cause.stack) || messageOf(reason) };
}

function startEvent({ folder, startedAt, head }: RecordingRequest): EventOf<"run-start"> {
  return {
    type: "run-start",
    at: 0,
    version: journalVersion,
    run: runName(folder),
    ...head,
    startedAt: startedAt.toISOString(),
    harness: harnessVersion(),
    node: process.version,
    host: { ...machineFacts(), ...head.host },
  };
}
