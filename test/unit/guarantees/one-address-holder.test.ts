import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import oneAddressHolder from "../../../src/guarantees/one-address-holder.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import { addressMoved } from "../../../src/stories/address-run.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";

const promise = oneAddressHolder.spec({ during: "held", limit: "1500ms" });
const moved = { takenAt: 6_000, backAt: 9_700, givenUpAt: 9_700 };

function judged(moves = moved, change: (event: JournalEvent) => JournalEvent[] = (event) => [event]) {
  const journal = buildJournal(addressMoved(promise, moves));
  const facts = factsOf(buildTimeline({ ...journal, events: journal.events.flatMap(change) }));
  return oneAddressHolder.judge({ during: "held", limit: "1500ms" }, facts);
}

test("it tells when the other had the address, and that both never had it", () => {
  expect(judged()).toMatchObject({
    outcome: "pass",
    summary: expect.stringMatching(/^balancer2 had it at most 2\.35 s after held began; never both in \d+ looks$/),
  });
});

test("two that say so for longer than the limit break it, and are named", () => {
  expect(judged({ takenAt: 5_000, backAt: 7_000, givenUpAt: 9_900 })).toMatchObject({
    outcome: "fail",
    summary: expect.stringMatching(/balancer and balancer2 both had it for /),
    marks: [expect.objectContaining({ text: expect.stringMatching(/both had the address/) })],
  });
});

test("where nothing moved, or one was not asked, nothing is shown", () => {
  expect(judged({ takenAt: 20_000, backAt: 4_000, givenUpAt: 20_000 })).toMatchObject({
    outcome: "inconclusive",
    summary: "balancer2 was not seen to have the virtual address: nothing was taken over",
  });
  const isLook = (event: JournalEvent, node: string) => event.type === "virtual-address" && event.node === node;
  expect(judged(moved, (event) => (isLook(event, "balancer") ? [] : [event]))).toMatchObject({
    outcome: "inconclusive",
  });
  const hole = (event: JournalEvent) =>
    isLook(event, "balancer2") && event.at > 6_500 && event.at < 9_000 ? [] : [event];
  expect(judged(moved, hole)).toMatchObject({
    outcome: "inconclusive",
    summary: expect.stringContaining("one of them was not asked for"),
  });
});

test("one that is frozen need not be asked while it is, and what ARP showed is told", () => {
  const frozen = (event: JournalEvent): JournalEvent[] => {
    if (event.type === "fault-intent") return [{ ...event, halts: true }];
    if (event.type === "virtual-address" && event.node === "balancer" && event.at > 4_100 && event.at < 8_800)
      return [];
    return [event];
  };
  const withArp = (event: JournalEvent): JournalEvent[] =>
    event.type === "fault-healing"
      ? [
          {
            type: "arp-answers",
            at: event.at - 500,
            node: "balancer2",
            lost: "balancer",
            control: true,
            answered: ["balancer"],
          },
          event,
        ]
      : frozen(event);
  expect(judged(moved, withArp)).toMatchObject({
    outcome: "pass",
    summary: expect.stringContaining("split brain: balancer answered ARP for it, too, in 1 of 1 look"),
  });
});
