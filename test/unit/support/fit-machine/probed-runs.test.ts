import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { probedRun, probedRuns } from "../../../support/fit-machine/probed-runs.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { writeJournal } from "../../../support/write-journal.ts";

describe("the probed time of a run", () => {
  it("lasts from its lanes to the last word of its probes", () => {
    const { events } = buildJournal({ lanes: ["write/api/new"], guarantees: [], durationMs: 5_000 });
    const began = Date.parse("2026-11-23T11:00:00.000Z");
    const probed = probedRun(events.map((event) => (event.type === "lanes" ? { ...event, at: 700 } : event)));
    expect(probed).toMatchObject({ began, from: began + 700, to: began + 4_900 });
    expect(probed?.seconds.map(({ from, to }) => [from - began, to - began]).slice(0, 2)).toEqual([
      [700, 900],
      [900, 1_900],
    ]);
  });

  it("is none where it did not come to lanes", () => {
    const { events } = buildJournal({ lanes: [], guarantees: [] });
    expect(probedRun(events.filter(({ type }) => type !== "lanes"))).toBeUndefined();
    expect(probedRun(events.filter(({ type }) => type !== "prober-health"))).toBeUndefined();
  });

  it("is that of the runs that began since then, the oldest first; folders without a journal are none", async () => {
    const reports = temporaryFolder();
    const { events, samples } = buildJournal({ lanes: ["write/api/new"], guarantees: [] });
    const hour = (n: number) => `2026-11-23T1${n}:00:00.000Z`;
    for (const n of [3, 1, 2]) {
      const begun = events.map((event) => (event.type === "run-start" ? { ...event, startedAt: hour(n) } : event));
      mkdirSync(join(reports, `run-${n}`));
      writeJournal(join(reports, `run-${n}`, "journal.jsonl"), { events: begun, samples });
    }
    mkdirSync(join(reports, "suite"));
    const runs = await probedRuns(reports, Date.parse(hour(2)));
    expect(runs.map(({ from }) => from)).toEqual([Date.parse(hour(2)), Date.parse(hour(3))]);
    expect(await probedRuns(join(reports, "none"), 0)).toEqual([]);
  });
});
