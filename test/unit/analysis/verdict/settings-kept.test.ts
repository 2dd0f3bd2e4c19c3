import { expect, test } from "vitest";
import { settingsKept } from "../../../../src/analysis/verdict/settings-kept.ts";
import type { Settings } from "../../../../src/model/settings.ts";
import { stockSettings } from "../../../../src/model/stock.ts";

const before: Settings = { source: "running cluster", ...stockSettings };

interface Read {
  readonly settings?: Settings;
  readonly problem?: string;
}

const plain: readonly { readonly id: string; readonly upgradesTo?: string }[] = [];

function judged(after?: Read, { again = true, ended = true, work = plain, limits = [] as readonly unknown[] } = {}) {
  const events = {
    settings: [{ type: "settings", at: 0, settings: before, ...(again ? { again } : {}) }],
    "steady-state": [{ type: "steady-state", at: 1, when: "end", ok: ended, checks: [{ name: "nodes", ok: ended }] }],
    procedure: work,
    "settings-end": after === undefined ? [] : [{ type: "settings-end", at: 1, ...after }],
  };
  const start = { guarantees: limits.map((limit) => ({ params: { limit } })) };
  return settingsKept({ eventsOf: (type) => events[type as keyof typeof events] as never, start: start as never });
}

test("settings that nobody was to read again are not spoken of", () => {
  expect(judged(undefined, { again: false })).toEqual([]);
  expect(judged(undefined, { ended: false })).toEqual([]);
});

test("settings that were to be read again, and were not, may be others", () => {
  expect(judged()).toMatchObject([{ outcome: "inconclusive", summary: "nobody read them again" }]);
  expect(judged({ problem: "no answer" })).toMatchObject([{ outcome: "inconclusive", summary: "no answer" }]);
});

test("the same settings hold, however they are written", () => {
  const { etcd, ...others } = structuredClone(before);
  expect(judged({ settings: { ...others, etcd } })).toMatchObject([{ outcome: "pass" }]);
});

test("a setting that changed, came or went is named with what it was", () => {
  const settings = { ...before, etcd: { ...before.etcd, electionMs: 10_000, version: "3.6" } };
  expect(judged({ settings })).toMatchObject([
    { outcome: "inconclusive", summary: "etcd.electionMs from 1000 to 10000, etcd.version from nothing to 3.6" },
  ]);
});

test("an upgrade may change settings, and not those that a limit was computed from", () => {
  const upgrades = [{ id: "upgrade-control-plane-1", upgradesTo: "1.37.0" }];
  const settings = { ...before, etcd: { ...before.etcd, electionMs: 10_000 } };
  const other = [{ derived: "load-balancer-ejection" }, { nested: [{ derived: "scheduler-takeover" }] }, "5s"];
  expect(judged({ settings: before }, { work: upgrades })).toMatchObject([
    { outcome: "pass", summary: "none changed" },
  ]);
  expect(judged({ settings }, { work: upgrades, limits: other })).toMatchObject([
    { outcome: "pass", summary: "changed by upgrade-control-plane-1: etcd.electionMs from 1000 to 10000" },
  ]);
  expect(judged({ settings }, { work: upgrades, limits: [...other, { derived: "etcd-election" }] })).toMatchObject([
    {
      outcome: "inconclusive",
      summary:
        "after upgrade-control-plane-1 these limits would be others: etcd-election (etcd.electionMs from 1000 to 10000)",
    },
  ]);
  expect(judged({ settings }, { work: [{ id: "scale" }] })).toMatchObject([{ outcome: "inconclusive" }]);
});
