import { expect, test } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { heldFault } from "../../../../src/stories/fates.ts";
import { pod, workerHit } from "../../../../src/stories/workload-run.ts";

const journal = buildJournal(
  workerHit({
    guarantees: [],
    observer: { "watch-pods": [1_000, 2_000, 3_000].map((at) => [at, pod("store-0")] as const) },
  }),
);
const isWatch = ({ type }: JournalEvent) => type === "watch";
const numbers = (events: readonly JournalEvent[]) =>
  buildTimeline({ ...journal, events: [...events] }).watches[0]?.arrivals.map(
    ({ number, kind }) => `${number} ${kind}`,
  );

test("arrivals have the numbers with which they were journaled, so that a missing row shows", () => {
  const whole = ["0 listed", "1 opened", "2 event", "3 event", "4 event", "5 closed"];
  expect(numbers(journal.events)).toEqual(whole);
  const second = journal.events.filter(isWatch)[2];
  expect(numbers(journal.events.filter((event) => event !== second))).toEqual(whole.toSpliced(3, 1));
});

test("rows that were journaled in another order are in that of their stream", () => {
  const watches = journal.events.filter(isWatch);
  const others = journal.events.filter((event) => !isWatch(event));
  expect(numbers([...others, ...watches.toReversed()])).toEqual(numbers(journal.events));
});

test("where nobody counted, arrivals are numbered in the order of the journal", () => {
  const uncounted = journal.events.map((event) => {
    if (event.type !== "watch") return event;
    const { first: _, ...rest } = event;
    return rest;
  });
  expect(numbers(uncounted)).toEqual(numbers(journal.events));
});

test("an injection's own commands had ended as long after it began as the journal says, the first time", () => {
  const { events, ...rest } = buildJournal({ lanes: ["write/api/new"], guarantees: [], fault: heldFault });
  const struck = (struckMs: number | undefined) => {
    const told = events.map((event) =>
      event.type === "fault-active" && struckMs !== undefined ? { ...event, struckMs } : event,
    );
    return buildTimeline({ ...rest, events: told }).faults[0];
  };
  expect(struck(40)).toMatchObject({ injectingAt: 4_000, struckAt: 4_040 });
  expect(struck(undefined)).not.toHaveProperty("struckAt");
});

test("an undo's own commands had ended as long after the heal began as the journal says", () => {
  const { events, ...rest } = buildJournal({ lanes: ["write/api/new"], guarantees: [], fault: heldFault });
  const undone = (undoneMs: number | undefined) => {
    const told = events.map((event) =>
      event.type === "fault-healed" && undoneMs !== undefined ? { ...event, undoneMs } : event,
    );
    return buildTimeline({ ...rest, events: told }).faults[0];
  };
  expect(undone(250)).toMatchObject({ healingAt: 8_800, undoneAt: 9_050, healedAt: 9_400 });
  expect(undone(undefined)).not.toHaveProperty("undoneAt");
});
