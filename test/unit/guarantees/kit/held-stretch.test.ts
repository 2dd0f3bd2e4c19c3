import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { heldStretch } from "../../../../src/guarantees/kit/held-stretch.ts";
import writesRefused from "../../../../src/guarantees/writes-refused.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";

const story = writesRefused.stories().pass;
const facts = (change: (event: JournalEvent) => JournalEvent) =>
  factsOf(buildTimeline(buildJournal({ ...story, change })));
/** The healing is said to have begun later than it did: after the first answers. */
const late = facts((event) => (event.type === "fault-healing" ? { ...event, at: 9_390 } : event));

test("a fault is surely active from its first proof to its last, whenever its healing is said to have begun", () => {
  expect(
    heldStretch(
      "held",
      facts((event) => event),
    ),
  ).toMatchObject({ from: 4_100, to: 8_799, healingAt: 8_800 });
  expect(heldStretch("held", late, 1_000)).toMatchObject({ from: 5_100, to: 8_799, healingAt: 9_390 });
  expect(writesRefused.judge(writesRefused.params.parse({ during: "held" }), late).outcome).toBe("pass");
});

test("a fault that was healed before it had settled is judged in no time", () => {
  expect(() => heldStretch("held", late, 6_000)).toThrow("before it had settled");
});
