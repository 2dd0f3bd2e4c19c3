import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { loadCheck } from "../../../../src/model/machine.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { runStatements } from "../../../support/fit-machine/run-statements.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { writeJournal } from "../../../support/write-journal.ts";

/** A folder with a run that began at this hour, whose events are changed. */
function record(
  reports: string,
  name: string,
  hour: number,
  change: (event: JournalEvent) => JournalEvent,
  probed = true,
): void {
  const { events, samples: all } = buildJournal({ lanes: ["write/api/new"], guarantees: [] });
  const samples = probed ? all : [];
  mkdirSync(join(reports, name));
  const changed = events.map((event) =>
    change(event.type === "run-start" ? { ...event, startedAt: hourOf(hour), run: name } : event),
  );
  writeJournal(join(reports, name, "journal.jsonl"), { events: changed, samples });
}
const hourOf = (hour: number) => `2026-11-23T1${hour}:00:00.000Z`;
const neverCalm = (event: JournalEvent): JournalEvent =>
  event.type === "steady-state" && event.when === "before"
    ? { ...event, ok: false, checks: [{ name: loadCheck, ok: false, detail: "99 % of this machine's CPU in use" }] }
    : event;
const busy = (event: JournalEvent) => (event.type === "prober-health" ? { ...event, machineCpuShare: 1 } : event);

describe("what runs say of their machine", () => {
  it("is told of those that began since then, the oldest first; folders without a journal are none", async () => {
    const reports = temporaryFolder();
    record(reports, "third", 3, busy);
    record(reports, "first", 1, busy);
    record(reports, "second", 2, (event) => event);
    mkdirSync(join(reports, "suite"));
    expect(await runStatements(reports, Date.parse(hourOf(2)))).toEqual([
      { run: "second", reasons: [], outcome: "inconclusive", isExcused: false },
      {
        run: "third",
        reasons: [expect.stringMatching(/saturated .* in 100 % of the worst 10 s/)],
        outcome: "inconclusive",
        isExcused: false,
      },
    ]);
    expect(await runStatements(join(reports, "none"), 0)).toEqual([]);
  });

  it("is told of one that never began to probe, where it waited in vain for a calm machine, and of no other", async () => {
    const reports = temporaryFolder();
    record(reports, "busy", 2, neverCalm, false);
    record(reports, "silent", 3, (event) => event, false);
    expect(await runStatements(reports, Date.parse(hourOf(2)))).toEqual([
      {
        run: "busy",
        reasons: [expect.stringContaining("this machine did not become calm, and nothing was broken: 99 %")],
        outcome: "inconclusive",
        isExcused: true,
      },
    ]);
  });
});
