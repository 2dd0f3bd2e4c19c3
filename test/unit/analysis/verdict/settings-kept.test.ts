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

function judged(after?: Read, { again = true, ended = true, work = plain } = {}) {
  const events = {
    settings: [{ type: "settings", at: 0, settings: before, ...(again ? { again } : {}) }],
    "steady-state": [{ type: "steady-state", at: 1, when: "end", ok: ended, checks: [{ name: "nodes", ok: ended }] }],
    procedure: work,
    "settings-end": after === undefined ? [] : [{ type: "settings-end", at: 1, ...after }],
  };
  return settingsKept({ eventsOf: (type) => events[type as keyof typeof events] as never });
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

test("an upgrade may change settings, and not those that a limit is computed from, whoever names it", () => {
  const work = [{ id: "upgrade-control-plane-1", upgradesTo: "1.37.0" }];
  expect(judged({ settings: before }, { work })).toMatchObject([{ outcome: "pass", summary: "none changed" }]);
  const quota = { ...before, etcd: { ...before.etcd, quotaBytes: 1 } };
  expect(judged({ settings: quota }, { work })).toMatchObject([
    { outcome: "pass", summary: expect.stringContaining("changed by upgrade-control-plane-1: etcd.quotaBytes from ") },
  ]);
  const settings = { ...before, etcd: { ...before.etcd, electionMs: 10_000 } };
  expect(judged({ settings }, { work })).toMatchObject([
    {
      outcome: "inconclusive",
      summary:
        "after upgrade-control-plane-1 these limits would be others: etcd-election, etcd-stall, etcd-step-down (etcd.electionMs from 1000 to 10000)",
    },
  ]);
  expect(judged({ settings: quota }, { work: [{ id: "scale" }] })).toMatchObject([{ outcome: "inconclusive" }]);
});

test("what an upgrade changed on some nodes only, or what nobody could read there, is not covered by the limits of the first", () => {
  const work = [{ id: "upgrade-control-plane-1", upgradesTo: "1.37.0" }];
  for (const differing of [
    "etcd.electionMs is 9000 on control-plane2 and 1000 on control-plane",
    "not known of worker: no answer",
  ])
    expect(judged({ settings: { ...before, differing: [differing] } }, { work })).toMatchObject([
      { outcome: "inconclusive", summary: `nodes differ after upgrade-control-plane-1: ${differing}` },
    ]);
});
