import type { Lane } from "../../src/model/lane.ts";
import { isExtra, type Sample } from "../../src/model/sample.ts";
import type { LaneTrack } from "../../src/model/timeline.ts";

/** A lane that writes ten times a second. */
export const writeLane: Lane = {
  index: 0,
  id: "write/api/new",
  operation: "write",
  via: "lb",
  connection: "new",
  periodMs: 100,
  offsetMs: 0,
  seed: 1,
  deadlineMs: 10_000,
  host: "127.0.0.1",
  port: 6443,
};

/** A lane of a timeline with these samples, which are in the order of their starts. */
export function trackOf({ periodMs = 100, samples }: { periodMs?: number; samples: readonly Sample[] }): LaneTrack {
  const lane: Lane = { ...writeLane, periodMs };
  return { lane, all: samples, samples: samples.filter((sample) => !isExtra(sample)) };
}
