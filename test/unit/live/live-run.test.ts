import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readJournal } from "../../../src/journal/reader.ts";
import { LiveRun } from "../../../src/live/live-run.ts";
import type { Journal } from "../../../src/model/journal.ts";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let read: Promise<Journal> | undefined;

/** The journal of a real run; read once, in the first test that asks. */
function recorded(): Promise<Journal> {
  const packed = readFileSync(join(projectFolder, "test/fixtures/recorded-runs/etcd-minority/journal.jsonl.gz"));
  const file = join(temporaryFolder(), "journal.jsonl");
  writeFileSync(file, gunzipSync(packed));
  return readJournal(file);
}

/** The recorded run, watched until a time of it in milliseconds. */
async function watchedUntil(time: number) {
  read ??= recorded();
  const journal = await read;
  const live = new LiveRun(undefined, 170_000);
  const told = [
    ...journal.events.map((event) => ({ at: event.at, tell: () => live.event(event) })),
    ...journal.samples.map((sample) => ({ at: sample.ended, tell: () => live.samples([sample]) })),
  ];
  for (const { at, tell } of told.toSorted((a, b) => a.at - b.at)) if (at <= time) tell();
  return live.now(time);
}

describe("a recorded run, watched", () => {
  it("is creating its cluster at first, and has no lanes", async () => {
    expect(await watchedUntil(30_000)).toMatchObject({
      title: "etcd-minority",
      phase: { name: "create cluster" },
      leftMs: 140_000,
      lanes: [],
      faults: [],
      ended: undefined,
    });
  });

  it("shows the fault with its evidence, and the lanes that it hit before all others", async () => {
    const { faults, lanes, phase } = await watchedUntil(105_000);
    expect(phase).toMatchObject({ name: "follower-down", ofMs: 20_000 });
    expect(faults).toMatchObject([{ id: "follower-down", stage: "active", evidence: expect.stringMatching(/./) }]);
    expect(lanes).toHaveLength(14);
    expect(lanes.slice(0, 3).map(({ lane, state }) => `${lane} ${state}`)).toEqual([
      "readyz/control-plane2/reused out",
      "etcd-status/control-plane2/reused out",
      "quorum-read/api/new ok",
    ]);
    expect(lanes[0]?.text).toMatch(/^out for 14\.8 s \(http-500/);
  });

  it("has them in their usual order again when they are well, with how long they were out", async () => {
    const { lanes } = await watchedUntil(130_000);
    expect(lanes[0]).toMatchObject({ lane: "quorum-read/api/new", longestOutMs: 0 });
    const member = lanes.find(({ lane }) => lane === "etcd-status/control-plane2/reused");
    expect(Math.round((member?.longestOutMs ?? 0) / 1_000)).toBe(22);
  });

  it("says how it ended, and lanes that are asked no more are not out", async () => {
    const { ended, lanes, faults } = await watchedUntil(10_000_000);
    expect(ended).toBe("completed");
    expect(lanes.filter(({ state }) => state === "out")).toEqual([]);
    expect(faults).toEqual([]);
  });
});

it("keeps the last fifty lines that were told", () => {
  const live = new LiveRun("3/12 etcd-majority", 1);
  for (let at = 0; at < 60; at++) live.told({ at, text: `line ${at}` });
  expect(live.now(60)).toMatchObject({ title: "3/12 etcd-majority" });
  expect(live.now(60).lines.map(({ at }) => at)).toEqual(Array.from({ length: 50 }, (_, index) => index + 10));
});
