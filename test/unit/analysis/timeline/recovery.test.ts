import { describe, expect, it } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { findRecovery } from "../../../../src/analysis/timeline/recovery.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import { recoveredWithin } from "../../../../src/guarantees/recovered-within.ts";
import type { EventOf } from "../../../../src/model/event.ts";
import type { FaultRecord } from "../../../../src/model/timeline.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";

const fault = { id: "kill", injectingAt: 4_000, activeAt: 4_100, healedAt: 4_500, steadyAt: 11_000 };
const look = (at: number, name: string): EventOf<"steady-state"> => ({
  type: "steady-state",
  at,
  when: "after",
  faultId: "kill",
  ok: false,
  checks: [
    { name: "nodes", ok: name !== "nodes", detail: "" },
    { name: "load", ok: name !== "load", detail: "93 % of this machine's CPU in use" },
  ],
});
const timeline = buildTimeline(
  buildJournal({
    lanes: ["write/api/new"],
    guarantees: [recoveredWithin({ during: "kill", limit: "3s" })],
    fault,
    events: [look(5_000, "nodes"), look(6_000, "load"), look(10_000, "load")],
  }),
);

describe("the way back to the steady state", () => {
  it("is not made longer by looks at which this machine alone was busy", () => {
    const [record] = timeline.faults as [FaultRecord];
    expect(findRecovery(record, factsOf(timeline))?.failed?.at).toBe(5_000);
  });

  it("breaks no limit by them: nobody knows when the cluster was steady", async () => {
    const { verdicts } = judge(timeline, await loadGuarantees());
    expect(verdicts).toMatchObject([{ outcome: "inconclusive", measuredMs: [900, 7_000] }]);
  });
});
