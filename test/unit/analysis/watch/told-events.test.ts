import { expect, test } from "vitest";
import { toldEvents } from "../../../../src/analysis/watch/told-events.ts";
import type { WatchTrack } from "../../../../src/model/timeline.ts";
import type { WatchArrival } from "../../../../src/model/watch.ts";

const track = (id: string, ...told: readonly (readonly [kind: string, revision: number])[]) =>
  ({
    lane: { id },
    arrivals: told.map(([kind, revision], index) => ({ kind, revision, at: 100 * (index + 1) }) as WatchArrival),
  }) as unknown as WatchTrack;

const whole = track("a", ["listed", 2000], ["event", 2001], ["event", 2002], ["event", 2003], ["event", 2004]);
const fates = (other: WatchTrack) =>
  toldEvents([whole, other], 60_000)
    .filter(({ lane }) => lane === other.lane.id)
    .map(({ revision, fate }) => `${revision} ${fate}`);

test("an event that a stream passed over stays lost, whatever it lists later", () => {
  const gap = track("b", ["listed", 2000], ["event", 2001], ["event", 2002], ["event", 2004], ["listed", 2100]);
  expect(fates(gap)).toEqual(["2001 told", "2002 told", "2003 lost", "2004 told"]);
});

test("a list stands for what came since the stream last told anything", () => {
  const again = track("b", ["listed", 2000], ["event", 2001], ["closed", 0], ["listed", 2003], ["event", 2004]);
  expect(fates(again)).toEqual(["2001 told", "2002 relisted", "2003 relisted", "2004 told"]);
});

test("what a bookmark has passed is lost, and what nothing has passed may still come", () => {
  const behind = track("b", ["listed", 2000], ["event", 2001], ["bookmark", 2002], ["listed", 2003]);
  expect(fates(behind)).toEqual(["2001 told", "2002 lost", "2003 relisted", "2004 pending"]);
});

test("what was told shortly before a stream was stopped may not have come, however long the run went on", () => {
  const stopped = (at: number) => {
    const other = track("b", ["listed", 2000], ["event", 2001], ["event", 2002], ["event", 2003]);
    const end: WatchArrival = { kind: "closed", reason: "stopped", at };
    return fates({ ...other, arrivals: [...other.arrivals, end] });
  };
  const before = ["2001 told", "2002 told", "2003 told"];
  // The other stream told the last of them at 500 ms.
  expect([510, 2_400, 2_600].map((at) => stopped(at))).toEqual([before, before, [...before, "2004 pending"]]);
});

test("what was told before the first list is nobody's to tell", () => {
  expect(fates(track("b", ["listed", 2003], ["event", 2004]))).toEqual(["2004 told"]);
});
