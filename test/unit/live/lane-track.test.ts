import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LaneTrack } from "../../../src/live/lane-track.ts";
import type { Lane } from "../../../src/model/lane.ts";
import type { Sample } from "../../../src/model/sample.ts";

const lane = { index: 0, id: "write/api/new", periodMs: 200 } as Lane;
const ok = (started: number, tookMs = 10): Sample =>
  ({
    lane: 0,
    number: started,
    scheduled: started,
    started,
    ended: started + tookMs,
    outcome: "ok",
    connection: 1,
  }) as const;
const failed = (started: number, error = "refused", tookMs = 1): Sample => ({
  ...ok(started, tookMs),
  outcome: "failed",
  error,
});
const every = (from: number, to: number, make: (at: number) => Sample) => {
  const samples = [];
  for (let at = from; at < to; at += 200) samples.push(make(at));
  return samples;
};
const seenOf = (samples: readonly Sample[], at: number) => {
  const track = new LaneTrack(lane);
  for (const sample of samples.toSorted((a, b) => a.ended - b.ended)) track.add(sample);
  return track.now(at);
};

describe("a lane as it is watched", () => {
  it("waits for its first answer, then has a latency", () => {
    expect(seenOf([], 500)).toMatchObject({ state: "quiet", text: "waiting for its first answer" });
    expect(seenOf(every(0, 2_000, ok), 2_000)).toMatchObject({ state: "ok", text: "10 ms", longestOutMs: 0 });
  });

  it("is out from its last answer on when nothing succeeds any more", () => {
    const samples = [...every(0, 2_000, ok), ...every(2_000, 3_000, failed)];
    expect(seenOf(samples, 3_010)).toMatchObject({ state: "out", text: "out for 1.2 s (refused)", outMs: 1_200 });
  });

  it("is out, too, while everything that was asked hangs, before any of it has failed", () => {
    expect(seenOf(every(0, 2_000, ok), 5_810)).toMatchObject({ state: "out", text: "no answer for 4.0 s" });
  });

  it("is out where it never answered", () => {
    expect(seenOf(every(0, 1_000, failed), 1_000)).toMatchObject({ state: "out", text: "never answered (refused)" });
  });

  it("tells of a third of its attempts that fail, and is not out", () => {
    const samples = every(0, 3_000, (at) => (at % 600 === 0 ? failed(at) : ok(at)));
    expect(seenOf(samples, 3_000)).toMatchObject({ state: "degraded", text: "30 % fail (refused), else 10 ms" });
  });

  it("is well again once it answers, although attempts from before still run into their deadline", () => {
    const hung = every(2_000, 5_000, (at) => failed(at, "hang", 10_000));
    const seen = seenOf([...every(0, 2_000, ok), ...hung, ...every(5_000, 14_000, ok)], 14_000);
    expect(seen).toMatchObject({ state: "ok", text: "10 ms", longestOutMs: 3_200 });
  });

  it("is not out where answers are slow", () => {
    expect(
      seenOf(
        every(0, 9_000, (at) => ok(at, 3_000)),
        9_000,
      ),
    ).toMatchObject({ state: "ok", text: "3 s" });
  });

  it("has a cell for each second: by how slow, by what failed, and none where nothing ended", () => {
    const samples = [
      ...every(0, 1_000, ok),
      ...every(1_000, 2_000, (at) => ok(at, 25)),
      ...every(2_000, 3_000, (at) => ok(at, 90)),
      ...every(3_000, 4_000, (at) => ok(at, 900)),
      ...every(4_000, 5_000, (at) => ok(at, 1_100)),
      ...every(5_000, 6_000, failed),
      ...every(6_000, 7_000, (at) => (at === 6_000 ? failed(at) : ok(at))),
      ...every(7_000, 8_000, (at) => ({ ...failed(at), outcome: "unknown" as const })),
    ];
    expect(seenOf(samples, 8_100).cells).toEqual([
      "fast",
      "usual",
      "long",
      "longer",
      "slow",
      "failed",
      "part",
      "unknown",
      "none",
    ]);
  });

  it("keeps at most 200 cells, and its attempts of a few seconds, however long a run is", () => {
    const track = new LaneTrack(lane);
    for (const sample of every(0, 400_000, ok)) track.add(sample);
    expect(track.now(400_000).cells).toHaveLength(200);
    expect(
      track
        .now(400_000)
        .cells.slice(0, -1)
        .every((cell) => cell === "fast"),
    ).toBe(true);
  });

  it("never says that it was out for longer than between two answers that were given", () => {
    const attempts = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 5_000 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(attempts, (outcomes) => {
        const samples = outcomes.map(([good, took], index) =>
          good ? ok(index * 200, took) : failed(index * 200, "reset", took),
        );
        const ends = samples
          .filter(({ outcome }) => outcome === "ok")
          .map(({ ended }) => ended)
          .toSorted((a, b) => a - b);
        const gaps = ends.slice(1).map((end, index) => end - (ends[index] as number));
        expect(seenOf(samples, 60_000).longestOutMs).toBeLessThanOrEqual(Math.max(0, ...gaps));
      }),
    );
  });
});
