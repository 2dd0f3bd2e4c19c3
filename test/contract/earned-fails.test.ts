import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { journalFile } from "../../src/journal/writer.ts";
import type { JournalEvent } from "../../src/model/event.ts";
import type { WatchRow } from "../../src/model/watch.ts";
import { judgeRun } from "../../src/run/judge-run.ts";
import { sealed, unsealed } from "../support/sealed-journal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/**
 * Real runs that pass, with checksums that fit, in which something was emptied, reduced, moved or lost: what cannot be
 * so accuses nobody.
 */
type Change = (event: JournalEvent, all: readonly JournalEvent[]) => JournalEvent | undefined;

async function judged(run: string, change: Change) {
  const path = join(import.meta.dirname, "../fixtures/recorded-runs", run, "journal.jsonl.gz");
  const lines = unsealed(gunzipSync(readFileSync(path)).toString());
  const parsed = lines.map((line) => (line.startsWith("[") ? undefined : (JSON.parse(line) as JournalEvent)));
  const all = parsed.filter((event) => event !== undefined);
  const rows = lines.flatMap((line, index) => {
    const event = parsed[index];
    if (event === undefined) return [{ line, at: Number.NaN, moved: false }];
    const changed = change(event, all);
    return changed === undefined
      ? []
      : [{ line: JSON.stringify(changed), at: changed.at, moved: changed.at !== event.at }];
  });
  const still = rows.filter(({ moved }) => !moved);
  for (const row of rows.filter(({ moved }) => moved)) {
    const next = still.findIndex(({ at }) => at >= row.at);
    still.splice(next < 0 ? still.length - 1 : next, 0, row);
  }
  const folder = temporaryFolder();
  writeFileSync(join(folder, journalFile), sealed(still.map(({ line }) => line)));
  const { report } = await judgeRun(folder);
  const fails = report.verdicts.filter(({ outcome }) => outcome === "fail").map(({ id }) => id);
  return { outcome: report.outcome, fails };
}

const timeOf = (all: readonly JournalEvent[], is: (event: JournalEvent) => boolean) => all.find(is)?.at ?? 0;
const lastRows = (event: JournalEvent, isLost: (row: WatchRow, index: number) => boolean): JournalEvent =>
  event.type === "watch" ? { ...event, arrivals: event.arrivals.filter((row, index) => !isLost(row, index)) } : event;

test.each<[string, string, Change]>([
  [
    "every ninth event of watches is lost",
    "etcd-minority",
    (event) => lastRows(event, ([, kind], index) => kind === "e" && index % 9 === 4),
  ],
  [
    "lists of watches are emptied",
    "node-drain",
    (event) =>
      event.type === "watch"
        ? {
            ...event,
            arrivals: event.arrivals.map((row) =>
              row[1] === "l" && row[3] ? [row[0] ?? 0, "l", row[2] ?? 0, { items: [] }] : row,
            ),
          }
        : event,
  ],
  [
    "the pods of the end are emptied",
    "node-drain",
    (event) => (event.type === "pods" && event.when === "end" ? { ...event, pods: [] } : event),
  ],
  [
    "the cluster lost a control plane",
    "control-plane-partition",
    (event) =>
      event.type === "cluster"
        ? {
            ...event,
            cluster: { ...event.cluster, nodes: event.cluster.nodes.filter(({ short }) => short !== "control-plane3") },
          }
        : event,
  ],
  [
    "the steady state after the first fault is moved to the end",
    "etcd-minority",
    (event, all) =>
      event.type === "steady-state" && event.faultId === "follower-down" && event.ok
        ? { ...event, at: timeOf(all, ({ type }) => type === "run-end") }
        : event,
  ],
  [
    "a healing is moved after its proof",
    "single-control-plane",
    (event, all) =>
      event.type === "fault-healing"
        ? { ...event, at: timeOf(all, (other) => other.type === "steady-state" && other.when === "after" && other.ok) }
        : event,
  ],
])("where %s, %s accuses nobody", async (_, run, change) => {
  expect(await judged(run, change)).toEqual({ outcome: "inconclusive", fails: [] });
});
