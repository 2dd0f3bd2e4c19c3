import { describe, expect, test } from "vitest";
import { noLostWrites } from "../../../src/guarantees/no-lost-writes.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { reportOfMonitored } from "../../support/monitored-story.ts";

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
