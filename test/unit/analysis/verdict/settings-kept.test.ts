import { expect, test } from "vitest";
import { settingsKept } from "../../../../src/analysis/verdict/settings-kept.ts";
import type { Settings } from "../../../../src/model/settings.ts";
import { stockSettings } from "../../../../src/model/stock.ts";

const before: Settings = { source: "running cluster", ...stockSettings };

function judged(after?: Settings) {
  const events = {
    settings: [{ type: "settings", at: 0, settings: before }],
    "settings-end": after === undefined ? [] : [{ type: "settings-end", at: 1, settings: after }],
  };
  return settingsKept({ eventsOf: (type) => events[type as keyof typeof events] as never });
}

test("settings that nobody read again are not spoken of", () => {
  expect(judged()).toEqual([]);
});

test("the same settings hold, however they are written", () => {
  const { etcd, ...others } = structuredClone(before);
  expect(judged({ ...others, etcd })).toMatchObject([{ outcome: "pass" }]);
});

test("a setting that changed, came or went is named with what it was", () => {
  const changed = { ...before, etcd: { ...before.etcd, electionMs: 10_000, version: "3.6" } };
  expect(judged(changed)).toMatchObject([
    { outcome: "inconclusive", summary: "etcd.electionMs from 1000 to 10000, etcd.version from nothing to 3.6" },
  ]);
});
