import type { JournalEvent } from "../model/event.ts";
import type { Sample } from "../model/sample.ts";
import { LiveFaults } from "./live-faults.ts";
import { LiveLanes } from "./live-lanes.ts";
import { LivePhases } from "./live-phase.ts";
import type { LiveLine, LiveSnapshot } from "./live-snapshot.ts";

/** Lines that a view can still show of what was told. */
const mostLines = 50;

/** Follows a run from its events and samples, for whoever watches it; judges nothing. */
export class LiveRun {
  readonly #title: string | undefined;
  readonly #phases: LivePhases;
  readonly #lanes = new LiveLanes();
  readonly #faults = new LiveFaults();
  #scenario = "";
  #summary = "";
  #lines: readonly LiveLine[] = [];
  #ended: string | undefined;

  /** `title` is there where runs follow each other; the expected length is in milliseconds, Infinity of no end. */
  constructor(title: string | undefined, expectedMs: number) {
    this.#title = title;
    this.#phases = new LivePhases(expectedMs);
  }

  /** Takes an event of the journal. */
  event(event: JournalEvent): void {
    this.#faults.add(event);
    switch (event.type) {
      case "run-start":
        this.#scenario = event.scenario;
        this.#summary = event.summary;
        this.#phases.setPlan(event.plan ?? []);
        return;
      case "phase":
        this.#phases.add(event);
        return;
      case "lanes":
        this.#lanes.setLanes(event.lanes, event.watches);
        return;
      case "watch":
        this.#lanes.arrivals(event.lane, event.arrivals);
        return;
      case "probing-end":
        this.#lanes.end(event.at);
        return;
      case "run-end":
        this.#ended = event.reason;
        this.#lanes.end(event.at);
        return;
    }
  }

  /** Takes attempts that have ended. */
  samples(samples: readonly Sample[]): void {
    this.#lanes.samples(samples);
  }

  /** Takes a line that was told about it. */
  told(line: LiveLine): void {
    this.#lines = [...this.#lines, line].slice(-mostLines);
  }

  /** The run as it is at a time since its start, milliseconds. */
  now(at: number): LiveSnapshot {
    return {
      title: this.#title ?? this.#scenario,
      summary: this.#summary,
      at,
      phase: this.#phases.now(at),
      leftMs: this.#phases.leftMs(at),
      faults: this.#faults.now(at),
      lanes: this.#lanes.now(at),
      lines: this.#lines,
      ended: this.#ended,
    };
  }
}
