import fc from "fast-check";
import type { Cell, LiveFault, LiveLane, LiveSnapshot } from "../../src/live/live-snapshot.ts";
import { hostileText } from "./hostile-texts.ts";

/** A lane as it is watched, with some of it given. */
export function liveLane(some: Partial<LiveLane> = {}): LiveLane {
  return { lane: "write/api/new", state: "ok", text: "12 ms", longestOutMs: 0, cells: ["fast", "usual"], ...some };
}

/** A run as it is watched, with some of it given. */
export function liveSnapshot(some: Partial<LiveSnapshot> = {}): LiveSnapshot {
  return {
    title: "etcd-minority",
    summary: "Loses one etcd member of three.",
    at: 72_000,
    phase: { name: "hold: calm", sinceMs: 2_000, ofMs: 20_000, atMost: false },
    leftMs: 98_000,
    faults: [],
    lanes: [],
    lines: [],
    ...some,
  };
}

const cells = ["failed", "part", "unknown", "slow", "longer", "long", "usual", "fast", "none"] as const;
const word = fc.oneof(hostileText, fc.constantFrom("write/api/new", "éclair/日本語/👩‍👩‍👧", "x".repeat(90), ""));
const ms = fc.double({ min: 0, max: 1e9, noNaN: true });

const anyLane: fc.Arbitrary<LiveLane> = fc.record({
  lane: word,
  state: fc.constantFrom("ok", "degraded", "out", "quiet"),
  text: word,
  longestOutMs: ms,
  cells: fc.array(fc.constantFrom<Cell>(...cells), { maxLength: 200 }),
});

const anyFault: fc.Arbitrary<LiveFault> = fc.record({
  id: word,
  description: word,
  nodes: fc.array(word, { maxLength: 3 }),
  stage: fc.constantFrom("intent", "injecting", "active", "unproven", "healing", "healed", "not-healed", "done"),
  sinceMs: ms,
  evidence: word,
});

/** Any run at any moment, with names and words that mean harm. */
export const anySnapshot: fc.Arbitrary<LiveSnapshot> = fc.record({
  title: word,
  summary: word,
  at: ms,
  phase: fc.record({ name: word, sinceMs: ms, ofMs: fc.option(ms, { nil: undefined }), atMost: fc.boolean() }),
  leftMs: fc.option(fc.double({ min: -1e8, max: 1e8, noNaN: true }), { nil: undefined }),
  faults: fc.array(anyFault, { maxLength: 6 }),
  lanes: fc.array(anyLane, { maxLength: 40 }),
  lines: fc.array(fc.record({ at: ms, text: word }), { maxLength: 4 }),
  ended: fc.option(fc.constantFrom("completed", "interrupted"), { nil: undefined }),
});
