import { expect, it } from "vitest";
import { etcdRow } from "../../../../src/analysis/course/etcd-row.ts";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { lagging, nextLeader, oldLeader, told } from "../../../support/told-leaders.ts";

const spans = (facts: Parameters<typeof etcdRow>[0]) =>
  etcdRow(facts)[0]?.spans.map(({ from, to, state, text }) => ({ from, to, state, text })) ?? [];

it("tells who led, when nobody did, and who led then, with the new leader's own term from its beginning", () => {
  const [old, none, next, ...rest] = spans(lagging);
  expect(rest).toEqual([]);
  expect(old).toMatchObject({ state: "ok", text: expect.stringMatching(/, term 4$/) });
  expect(none).toMatchObject({ state: "failed", text: "no leader" });
  expect(next).toMatchObject({ state: "ok", text: expect.stringMatching(/, term 5$/) });
  expect(none?.from).toBeGreaterThan(4_800);
  expect(next?.from).toBeLessThan(5_800);
  expect(old?.to).toBe(none?.from);
});

it("tells a leader that is elected again by its term", () => {
  const again = told(({ at, number }) => ({ revision: at < 8_000 ? 4 : 5, detail: `${oldLeader} ${2_000 + number}` }));
  expect(spans(again).map(({ text }) => text.replace(/^.*, /, ""))).toEqual(["term 4", "term 5"]);
});

it("says that nobody can tell where no member answered for long", () => {
  const silent = told(({ at, number }) =>
    at > 5_000 && at < 9_000
      ? { outcome: "failed", error: "hang" }
      : { revision: 4, detail: `${nextLeader} ${number}` },
  );
  expect(spans(silent).map(({ state }) => state)).toEqual(["ok", "unobserved", "ok"]);
});

it("is not there where nobody asked the members", () => {
  expect(etcdRow(factsOf(buildTimeline(buildJournal({ lanes: ["write/api/new"], guarantees: [] }))))).toEqual([]);
});
