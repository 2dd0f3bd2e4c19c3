import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { GuaranteeDefinition } from "../../../../src/analysis/verdict/guarantee-definition.ts";
import { selectLanes } from "../../../../src/guarantees/kit/lanes.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { between, heldFault, refused } from "../../../../src/stories/fates.ts";
import type { Story } from "../../../../src/stories/story.ts";

const guarantees = await loadGuarantees();

function definitionOf(name: string): GuaranteeDefinition {
  const definition = guarantees.get(name);
  if (definition === undefined) throw new Error(`there is no ${name}`);
  return definition;
}

/** The facts of a story of which only these attempts are there, or whose events are changed. */
function factsWith(story: Story, isThere: (sample: Sample) => boolean, change = (event: JournalEvent) => event) {
  const { samples, events, ...journal } = buildJournal(story);
  return factsOf(buildTimeline({ ...journal, samples: samples.filter(isThere), events: events.map(change) }));
}

test("a lane of which nobody saw whom it was connected to is not judged without that target", () => {
  const lane = "quorum-read/api/reused";
  const fate = between(4_000, 9_000, refused);
  const facts = (isThere: (sample: Sample) => boolean) =>
    factsWith({ lanes: [lane], guarantees: [], fault: heldFault, fate }, isThere);
  const question = { lanes: lane, during: "held", exceptPinnedTo: "target" } as const;
  expect(
    selectLanes(
      question,
      facts(() => true),
    ).tracks,
  ).toHaveLength(1);
  const blind = facts(({ started, outcome }) => outcome !== "ok" || started > 9_000);
  expect(() => selectLanes(question, blind)).toThrow("nobody saw whom quorum-read/api/reused was connected to");
  expect(selectLanes({ ...question, exceptPinnedTo: undefined }, blind).tracks).toHaveLength(1);
});

test.each(["no-outage", "error-rate"])("%s does not fail without a lane that was planned", (name) => {
  const definition = definitionOf(name);
  const { fail } = definition.stories();
  const [spec] = fail.guarantees;
  const came = (change: (event: JournalEvent) => JournalEvent) =>
    definition.judge(
      definition.params.parse(spec?.params),
      factsWith(fail, () => true, change),
    ).outcome;
  expect(came((event) => event)).toBe("fail");
  const more = [...fail.lanes, "quorum-read/api/new", "cached-read/api/http2", "workload-http/worker9/new"];
  expect(came((event) => (event.type === "run-start" ? { ...event, lanes: more } : event))).toBe("inconclusive");
});

test.each(["new-endpoints-wait", "outage-until-healed", "recovered-within"])(
  "%s does not count from a healing of which nobody saw when it had acted",
  (name) => {
    const definition = definitionOf(name);
    const { fail, inconclusive } = definition.stories();
    const story = name === "recovered-within" ? fail : inconclusive;
    const [spec] = story.guarantees;
    const unseen = (event: JournalEvent): JournalEvent =>
      event.type === "fault-healed" ? { type: "note", at: event.at, text: "" } : event;
    const facts = factsWith(story, () => true, unseen);
    expect(definition.judge(definition.params.parse(spec?.params), facts).outcome).toBe("inconclusive");
  },
);

test("new-endpoints-wait does not hold answers that are missing against the node", () => {
  const definition = definitionOf("new-endpoints-wait");
  const { pass } = definition.stories();
  const [spec] = pass.guarantees;
  const facts = factsWith(pass, ({ lane, outcome }) => lane !== 1 || outcome !== "ok");
  expect(definition.judge(definition.params.parse(spec?.params), facts).outcome).toBe("inconclusive");
});
