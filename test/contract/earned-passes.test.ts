import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { journalFile } from "../../src/journal/writer.ts";
import type { EventOf, JournalEvent } from "../../src/model/event.ts";
import { judgeRun } from "../../src/run/judge-run.ts";
import { sealed, unsealed } from "../support/sealed-journal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Changes an event of a run, whose events are `all`; undefined leaves it out. Where its time changes it is moved. */
type Change = (event: JournalEvent, all: readonly JournalEvent[]) => JournalEvent | undefined;

/** The outcome of a real run that passes, with checksums that fit, in which something was changed. */
async function outcomeOf(run: string, change: Change, lostLane?: number): Promise<string> {
  const path = join(import.meta.dirname, "../fixtures/recorded-runs", run, "journal.jsonl.gz");
  const lines = unsealed(gunzipSync(readFileSync(path)).toString());
  const events = lines.map((line) => (line.startsWith('["s"') ? undefined : (JSON.parse(line) as JournalEvent)));
  const all = events.filter((event) => event !== undefined);
  const kept: { line: string; at: number }[] = [];
  const moved: { line: string; at: number }[] = [];
  for (const [index, line] of lines.entries()) {
    const event = events[index];
    if (event === undefined) {
      if (!line.startsWith(`["s",${lostLane},`)) kept.push({ line, at: Number.NaN });
      continue;
    }
    const changed = change(event, all);
    if (changed === undefined) continue;
    (changed.at === event.at ? kept : moved).push({ line: JSON.stringify(changed), at: changed.at });
  }
  for (const row of moved) kept.splice(kept.findIndex(({ at }) => at === row.at) + 1, 0, row);
  const folder = temporaryFolder();
  writeFileSync(join(folder, journalFile), sealed(kept.map(({ line }) => line)));
  return (await judgeRun(folder)).report.outcome;
}

/** The change of the events of a type of which this holds; all others stay. */
function only<Type extends JournalEvent["type"]>(
  type: Type,
  is: (event: EventOf<Type>) => boolean,
  change: (event: EventOf<Type>, all: readonly JournalEvent[]) => JournalEvent | undefined,
): Change {
  return (event, all) =>
    event.type === type && is(event as EventOf<Type>) ? change(event as EventOf<Type>, all) : event;
}

/** An event just behind another, at its time. */
const movedTo =
  (is: (event: JournalEvent) => boolean) =>
  (event: JournalEvent, all: readonly JournalEvent[]): JournalEvent => ({
    ...event,
    at: all.find(is)?.at ?? Number.NaN,
  });
const isOk = (when: string) => (event: JournalEvent) =>
  event.type === "steady-state" && event.when === when && event.ok;
const empty = (event: EventOf<"containers">): JournalEvent => ({
  ...event,
  nodes: event.nodes.map((node) => ({ ...node, pods: [] })),
});
const withoutWorkers = ({ cluster, ...event }: EventOf<"cluster">): JournalEvent => ({
  ...event,
  cluster: { ...cluster, nodes: cluster.nodes.filter(({ role }) => role !== "worker") },
});
const withoutLane = (lane: number) => (event: JournalEvent) =>
  event.type === "lanes"
    ? {
        ...event,
        lanes: event.lanes.filter(({ index }) => index !== lane),
        watches: event.watches?.filter(({ index }) => index !== lane),
      }
    : event;

test.each<[string, string, Change, number?]>([
  ["runtimes that told nothing at the begin", "node-drain", only("containers", ({ when }) => when === "begin", empty)],
  [
    "runtimes that told nothing while it was held",
    "node-drain",
    only("containers", ({ when }) => when === "drain", empty),
  ],
  [
    "containers read after the first proof",
    "node-drain",
    only(
      "containers",
      ({ when }) => when === "drain",
      movedTo(({ type }) => type === "fault-active"),
    ),
  ],
  ...(["pods", "etcd", "containers"] as const).map((type): [string, string, Change] => [
    `the last ${type} read after the recovery`,
    "node-drain",
    only(type, (event) => "when" in event && event.when === "end", movedTo(isOk("after"))),
  ]),
  ["a lane between others lost", "node-drain", withoutLane(2), 2],
  [
    "a lane that watches lost",
    "node-drain",
    (event) => (event.type === "watch" && event.lane === 18 ? undefined : withoutLane(18)(event)),
  ],
  [
    "late starts that no row tells",
    "node-drain",
    only(
      "prober-health",
      () => true,
      (event) => ({ ...event, lateStarts: 9_999 }),
    ),
  ],
  [
    "one pod at the begin",
    "single-control-plane",
    only(
      "pods",
      ({ when }) => when === "begin",
      (event) => ({ ...event, pods: event.pods.slice(0, 1) }),
    ),
  ],
  ["a cluster without workers", "node-drain", only("cluster", () => true, withoutWorkers)],
  [
    "one replica of a workload that had more",
    "worker-kill",
    only(
      "workload",
      () => true,
      (event) => ({ ...event, replicas: event.replicas.slice(0, 1) }),
    ),
  ],
  [
    "a cluster without workers, of which only pods tell",
    "control-plane-partition",
    only("cluster", () => true, withoutWorkers),
  ],
  [
    "an injection just before its proof",
    "node-drain",
    only(
      "fault-injecting",
      () => true,
      movedTo(({ type }) => type === "fault-active"),
    ),
  ],
  [
    "a proof of healing just after the healing",
    "node-drain",
    only(
      "fault-healed",
      () => true,
      movedTo(({ type }) => type === "fault-healing"),
    ),
  ],
])("a run that passes does not with %s (%s)", async (_, run, change, lostLane) => {
  expect(await outcomeOf(run, (event) => event)).toBe("pass");
  expect(await outcomeOf(run, change, lostLane)).toBe("inconclusive");
});
