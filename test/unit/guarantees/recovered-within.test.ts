import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import recoveredWithin from "../../../src/guarantees/recovered-within.ts";
import type { EventOf, JournalEvent } from "../../../src/model/event.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

const base = guaranteeStories["recovered-within"]?.pass as Story;
type Checks = EventOf<"steady-state">["checks"];
const nodes = { name: "nodes", ok: true, detail: "6 of 6 Ready" };
const judged = (after: Checks, before: Checks = [nodes]) => {
  const change = (event: JournalEvent) => {
    if (event.type !== "steady-state") return event;
    return { ...event, checks: event.when === "after" ? after : before };
  };
  const timeline = buildTimeline(buildJournal({ ...base, change }));
  return recoveredWithin.judge({ during: "held", limit: "5s" }, factsOf(timeline)).outcome;
};

test("a look that found nothing, or looked at less than before the fault, is no steady state", () => {
  expect(judged([nodes])).toBe("pass");
  expect(judged([])).toBe("inconclusive");
  expect(judged([nodes], [nodes, { ...nodes, name: "etcd members" }])).toBe("inconclusive");
  expect(judged([{ ...nodes, ok: false }])).toBe("inconclusive");
  expect(judged([nodes, { ...nodes, name: "workload" }])).toBe("pass");
});
