import type { GuaranteeSpec } from "../model/guarantee.ts";
import type { Sample } from "../model/sample.ts";
import type { WatchArrival } from "../model/watch.ts";
import type { Story } from "./story.ts";

/** What goes wrong on a simulated watch; times in milliseconds of the run. */
export interface WatchSketch {
  /** Revisions whose events never come. */
  readonly without?: (revision: number) => boolean;
  /** Nothing comes between these moments; what was due comes after it. */
  readonly silent?: readonly [number, number];
  /** The stream is lost and stands again at these moments. */
  readonly cut?: readonly [number, number];
  /** After the cut the state is listed anew instead of resumed. */
  readonly gone?: boolean;
  /** Revisions whose events come twice. */
  readonly twice?: (revision: number) => boolean;
}

/** The revision before the first write of a story. */
const firstRevision = 999;

/** What arrives on a watch that is opened at the run's start and closed at its end. */
export function simulateWatch(samples: readonly Sample[], sketch: WatchSketch = {}): WatchArrival[] {
  const writes = samples
    .filter(({ outcome, revision, detail }) => outcome === "ok" && revision !== undefined && detail !== undefined)
    .toSorted((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
  const [cutAt, backAt] = sketch.cut ?? [Number.POSITIVE_INFINITY, 0];
  const [silentAt, againAt] = sketch.silent ?? [Number.POSITIVE_INFINITY, 0];
  const arrivals: WatchArrival[] = [
    { at: 1, kind: "listed", revision: firstRevision },
    { at: 2, kind: "opened", revision: firstRevision, connection: 1, backend: 0 },
  ];
  let last = 2;
  const add = (arrival: WatchArrival) => {
    last = Math.max(last, arrival.at);
    arrivals.push({ ...arrival, at: last });
  };
  let revisionSeen = firstRevision;
  let cut = false;
  for (const { revision = 0, ended } of writes) {
    const reached = ended - 1;
    if (!cut && reached >= cutAt) {
      cut = true;
      add({ at: cutAt, kind: "closed", reason: "reset", connection: 1, cutBytes: 120 });
      if (sketch.gone) {
        add({ at: backAt - 2, kind: "gone", revision: revisionSeen });
        revisionSeen = writes.filter((write) => write.ended < backAt).at(-1)?.revision ?? revisionSeen;
        add({ at: backAt - 1, kind: "listed", revision: revisionSeen });
      }
      add({ at: backAt, kind: "opened", revision: revisionSeen, connection: 2, backend: 1 });
    }
    if (revision <= revisionSeen || sketch.without?.(revision)) continue;
    revisionSeen = revision;
    const event = {
      at: reached >= silentAt && reached < againAt ? againAt : reached,
      kind: "event",
      revision,
    } as const;
    add(event);
    if (sketch.twice?.(revision)) add(event);
  }
  add({ at: (samples.at(-1)?.ended ?? 0) + 30, kind: "closed", reason: "stopped", connection: 1 });
  return arrivals;
}

/** A run of one lane of writes and a watch that listens to them, which goes wrong as it is said. */
export function watched(guarantee: GuaranteeSpec, sketch: WatchSketch): Story {
  return {
    lanes: ["write/api/new"],
    guarantees: [guarantee],
    watch: (samples) => simulateWatch(samples, sketch),
  };
}
