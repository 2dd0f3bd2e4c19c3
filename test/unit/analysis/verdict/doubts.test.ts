import { expect, test } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";

const guarantees = await loadGuarantees();
const failing = (name: string) => guarantees.get(name)?.stories().fail as Story;

/** What a story that fails comes to where its events are changed. */
function came(name: string, change: (event: JournalEvent) => JournalEvent) {
  const journal = buildJournal(failing(name));
  const { verdicts, outcome } = judge(buildTimeline({ ...journal, events: journal.events.map(change) }), guarantees);
  return { outcome, verdict: verdicts.find(({ guarantee }) => guarantee === name) };
}

const emptied = (event: JournalEvent): JournalEvent =>
  event.type === "pods" && event.when === "end" ? { ...event, pods: [] } : event;
const healedEarly = (event: JournalEvent): JournalEvent =>
  event.type === "fault-healed" ? { ...event, at: 4_500 } : event;
const unnumbered = (event: JournalEvent): JournalEvent => {
  if (event.type !== "watch") return event;
  const { first: _, ...rest } = event;
  return rest;
};

test.each([
  ["no-needless-evictions", emptied],
  ["spread-restored", emptied],
  ["writes-refused", healedEarly],
  ["outage-until-healed", healedEarly],
  ["max-degradation", healedEarly],
  ["pdb-respected", unnumbered],
  ["endpoints-stable", unnumbered],
  ["watch-complete", unnumbered],
  ["watch-silence", unnumbered],
  ["observers-complete", unnumbered],
])("%s fails, and not by what cannot be as the journal has it, or may be missing", (name, change) => {
  expect(came(name, (event) => event).verdict?.outcome).toBe("fail");
  const { outcome, verdict } = came(name, change);
  expect([outcome, verdict?.outcome]).toEqual(["inconclusive", "inconclusive"]);
  expect(verdict?.summary).toMatch(/contradicts itself \(|does not say how many arrivals/);
});

test("an outage is not the cluster's where the engine led a published port nowhere", () => {
  const lost: JournalEvent = { type: "port-lost", at: 12_040, node: "lb", port: "6443" };
  const { outcome, verdicts, assumptions } = judge(
    buildTimeline(buildJournal({ ...failing("max-outage"), events: [lost] })),
    guarantees,
  );
  expect([outcome, ...verdicts.map((verdict) => verdict.outcome)]).toEqual(["inconclusive", "inconclusive"]);
  expect(verdicts[0]?.summary).toContain("6443 of lb: refused on loopback while the container takes connections");
  expect(assumptions.find(({ name }) => name === "every published port led to its container")?.outcome).toBe(
    "inconclusive",
  );
});

test("what does not rest on a contradiction fails all the same", () => {
  const withPods: JournalEvent = { type: "pods", at: 12_040, when: "end", pods: [] };
  const journal = buildJournal({ ...failing("max-outage"), events: [withPods] });
  const { outcome, assumptions } = judge(buildTimeline(journal), guarantees);
  expect(outcome).toBe("fail");
  expect(assumptions.find(({ name }) => name === "the journal is undamaged")).toMatchObject({
    outcome: "inconclusive",
    summary: "it contradicts itself: pods (end) tells of none, and every cluster has some",
  });
});
