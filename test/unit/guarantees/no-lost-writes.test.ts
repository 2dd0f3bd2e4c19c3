import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import definition, { noLostWrites } from "../../../src/guarantees/no-lost-writes.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { reportOfMonitored } from "../../support/monitored-story.ts";

test("an extra write that was acknowledged is one that may not be lost", () => {
  const story = guaranteeStories["no-lost-writes"]?.fail as Story;
  const journal = buildJournal(story);
  const extra = journal.samples.map((sample): Sample => ({ ...sample, number: undefined }));
  const judged = definition.judge(definition.params.parse({}), factsOf(buildTimeline({ ...journal, samples: extra })));
  expect(judged).toMatchObject({ outcome: "fail" });
});

describe("writes to a store of several members", () => {
  const members = ["store-0", "store-1", "store-2"];
  const story: Story = { lanes: ["store-write/worker2/new"], guarantees: [noLostWrites({ through: "store-members" })] };
  const made = members.map(
    (pod, n): JournalEvent => ({ type: "store", at: 6, pod, node: `worker${n}`, image: "etcd" }),
  );
  const journal = buildJournal(story);
  const tokenOf = ({ number = 0 }: Sample) => `0-${number}`;
  const samples = journal.samples.map((sample): Sample => ({ ...sample, detail: `store-0 ${tokenOf(sample)}` }));
  const tokens = samples.map(tokenOf);
  const from = (pod: string, kept: readonly string[]): JournalEvent => ({
    type: "written-objects",
    at: 12_040,
    apiServer: pod,
    complete: true,
    objects: { "store-0": [...kept] },
  });
  const judge = (...events: readonly JournalEvent[]) => {
    const timeline = buildTimeline({ ...buildJournal({ ...story, events: [...made, ...events] }), samples });
    return definition.judge({ through: "store-members" }, factsOf(timeline));
  };

  test("are read back from each of them", () => {
    const judged = judge(...members.map((pod) => from(pod, tokens)));
    expect(judged).toMatchObject({
      outcome: "pass",
      summary: expect.stringContaining("from store-0, store-1, store-2"),
    });
  });

  test("are lost where one member has not all of them", () => {
    const judged = judge(...members.map((pod) => from(pod, pod === "store-2" ? tokens.slice(1) : tokens)));
    expect(judged).toMatchObject({ outcome: "fail", summary: expect.stringContaining("at store-2") });
  });

  test("show nothing where one was not asked", () => {
    expect(judge(from("store-0", tokens), from("store-1", tokens))).toMatchObject({
      outcome: "inconclusive",
      summary: expect.stringContaining("not read back through store-2"),
    });
  });
});

describe("writes into a watched cluster", () => {
  const story = { lanes: ["write/server/new"], guarantees: [noLostWrites({ through: "server" })] };
  const audit = (samples: readonly Sample[], keep: (sample: Sample) => boolean): JournalEvent => {
    const objects: Record<string, string[]> = {};
    for (const { detail } of samples.filter(keep)) {
      const [object = "", token = ""] = (detail ?? "").split(" ");
      objects[object] = [...(objects[object] ?? []), token];
    }
    return { type: "written-objects", at: 12_040, apiServer: "server", complete: true, objects };
  };
  const { samples } = buildJournal(story);

  test("are audited through the same server", () => {
    const report = reportOfMonitored({ ...story, events: [audit(samples, () => true)] });
    expect(report.verdicts[0]).toMatchObject({ outcome: "pass", summary: expect.stringContaining("none lost") });
    expect(report.verdicts[0]?.promise).toContain("read back through the same server");
  });

  test("that are gone are lost; without an audit nothing is shown", () => {
    const lost = reportOfMonitored({
      ...story,
      events: [audit(samples, ({ detail }) => detail !== samples[7]?.detail)],
    });
    expect(lost.exitCode).toBe(1);
    expect(reportOfMonitored(story).verdicts[0]).toMatchObject({
      outcome: "inconclusive",
      summary: expect.stringContaining("not read back through server"),
    });
  });
});
