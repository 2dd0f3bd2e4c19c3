import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import definition from "../../../src/guarantees/recovery-point.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import { allDownPart } from "../../../src/model/restoring.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { readBack } from "../../../src/stories/read-back.ts";

const target = { description: "", target: "", nodes: ["control-plane"], actions: [] };
const proven = { proven: true, detail: "" };
const events = (keep: (number: number) => boolean): JournalEvent[] => [
  { type: "procedure", at: 2_000, id: "before", procedure: "etcd-snapshot", ...target },
  { type: "procedure-done", at: 2_200, id: "before", evidence: proven },
  { type: "procedure", at: 4_000, id: "back", procedure: "restore-control-planes", upgradesTo: "1.36.4", ...target },
  { type: "phase", at: 4_100, name: `back: ${allDownPart}`, edge: "begin" },
  { type: "phase", at: 6_000, name: `back: ${allDownPart}`, edge: "end" },
  { type: "procedure-done", at: 11_000, id: "back", evidence: proven },
  ...readBack(480, keep),
];

/** Judged with writes 25 ms apart of which nobody answers from 4 s to 8 s; those are there that are kept. */
function judged(keep: (number: number) => boolean) {
  const story = { lanes: ["write/api/new"], hz: 40, guarantees: [], events: events(keep) };
  const fate = ({ at }: { at: number }) =>
    at > 3_950 && at < 8_000 ? ({ outcome: "unknown", error: "hang" } as const) : undefined;
  const journal = buildJournal({ ...story, fate });
  return definition.judge({ snapshot: "before", during: "back" }, factsOf(buildTimeline(journal)));
}

test("work that restores is judged as a fault is whose healing does: what was acknowledged since the snapshot may go", () => {
  const { outcome, summary } = judged((number) => number < 84 || number > 315);
  expect(outcome).toBe("pass");
  expect(summary).toMatch(
    /from before the snapshot and \d+ from after the restore are there; \d+ acknowledged writes lost/,
  );
});

test("what is acknowledged once all was down must stay, before it is proven done, too", () => {
  const { outcome, summary } = judged((number) => number < 84 || number > 400);
  expect(outcome).toBe("fail");
  expect(summary).toMatch(/^lost: 0 writes from before the snapshot, \d+ from after the restore/);
});
