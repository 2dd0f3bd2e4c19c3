import { expect, it } from "vitest";
import type { Facts } from "../../../../src/analysis/facts/facts.ts";
import { restoresOf } from "../../../../src/analysis/history/restores.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { allDownPart } from "../../../../src/model/restoring.ts";

const factsWith = (faults: readonly object[], events: readonly object[] = []) =>
  ({
    faults,
    eventsOf: (type: JournalEvent["type"]) => (events as JournalEvent[]).filter((event) => event.type === type),
  }) as unknown as Facts;

const proven = { proven: true, detail: "" };
const loss = { id: "loss", fault: "etcd-data-loss", injectingAt: 50, healedAt: 90, healed: proven };
const work = (detail: object = proven) => [
  { type: "procedure", at: 20, id: "back", procedure: "restore-control-planes" },
  { type: "phase", at: 25, name: `back: ${allDownPart}`, edge: "begin" },
  { type: "phase", at: 30, name: `back: ${allDownPart}`, edge: "end" },
  { type: "procedure-done", at: 45, id: "back", evidence: detail },
];

it("knows what heals by restoring, and what no other fault's healing is", () => {
  expect(
    restoresOf(
      factsWith([
        { ...loss, fault: "process-kill" },
        { ...loss, injectingAt: undefined },
      ]),
    ),
  ).toEqual([]);
  expect(restoresOf(factsWith([loss]))).toEqual([{ id: "loss", begunAt: 50, overAt: 90 }]);
  expect(restoresOf(factsWith([{ ...loss, healed: { ...proven, proven: false } }]))).toEqual([
    { id: "loss", begunAt: 50 },
  ]);
});

it("takes whatever begins after all was taken down for the restored data's, where the work was proven done", () => {
  expect(restoresOf(factsWith([loss], work()))).toEqual([
    { id: "back", begunAt: 20, overAt: 30 },
    { id: "loss", begunAt: 50, overAt: 90 },
  ]);
  expect(restoresOf(factsWith([], work({ ...proven, proven: false })))).toEqual([{ id: "back", begunAt: 20 }]);
  const silent = work().filter(({ type }) => type !== "phase");
  expect(restoresOf(factsWith([], silent))).toEqual([{ id: "back", begunAt: 20 }]);
});
