// Plays the harness for tests of watchdogs, as a process that can be ended or stopped in any way:
// node test/support/watched-harness.ts '{"cluster":…,"folder":…,"phase":"struck"}'

import { join } from "node:path";
import { ownUndoLog } from "../../src/cluster/cluster-folder.ts";
import { Clock, hold } from "../../src/host/clock.ts";
import { Engine } from "../../src/host/engine.ts";
import { openUndoLog } from "../../src/journal/undo-log.ts";
import { journalFile, openJournal } from "../../src/journal/writer.ts";
import type { Action } from "../../src/model/action.ts";
import type { Cluster } from "../../src/model/cluster.ts";
import type { JournalEvent, Untimed } from "../../src/model/event.ts";
import { checkedRuntime } from "../../src/node-tools/checked-runtime.ts";
import { Guard } from "../../src/runner/guard.ts";
import { loadFault } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import { startWatchdog } from "../../src/watchdog/watchdog.ts";

/** What is played. */
export interface Part {
  readonly cluster: Cluster;
  /** Absolute, and there. */
  readonly folder: string;
  readonly silenceMs: number;
  readonly fault: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /** What is done after the intent instead of the fault's own injection; nothing where it is empty. */
  readonly actions?: readonly Action[];
  /** Whether it goes away without healing. */
  readonly leaves?: boolean;
}

const part = JSON.parse(process.argv[2] ?? "") as Part;
const { cluster, folder, silenceMs } = part;
const clock = new Clock();
const journal = openJournal(join(folder, journalFile), (error) => {
  throw error;
});
const emit = (event: Untimed) => {
  journal.event({ at: Math.round(clock.now()), ...event } as JournalEvent);
  process.stdout.write(`${JSON.stringify(event)}\n`);
};
const say = (text: string) => process.stdout.write(`${text}\n`);
for (const event of buildJournal({ lanes: ["write/api/new"], guarantees: [] }).events)
  if (event.type === "run-start") emit(event);

const engine = new Engine();
const undo = openUndoLog(ownUndoLog(cluster.name));
const watch = (log: typeof undo, listener: Parameters<typeof startWatchdog>[2]) =>
  startWatchdog({ cluster: cluster.name, folder, silenceMs }, log, listener);
const guard = new Guard({ folder, undo, startWatchdog: watch, emit });
await guard.ready();

const definition = await loadFault(part.fault);
const node = cluster.nodes.find(({ role }) => role === "worker") ?? cluster.nodes[0];
if (node === undefined) throw new Error("a cluster without nodes");
const context = { node, targets: [node], cluster };
const captured = await definition.capture(checkedRuntime(engine, cluster), context, part.params);
const strike = crypto.randomUUID();
const at = new Date().toISOString();
const hits = [{ node: node.name, captured }];
undo.intend({ strike, id: "broken", folder, at, cluster, fault: part.fault, params: part.params, hits });
emit({
  type: "fault-intent",
  id: "broken",
  fault: part.fault,
  description: "broken",
  target: "a worker",
  nodes: [node.short],
  sustained: true,
  inject: [],
  undo: [],
});
say("intended");
const actions = part.actions ?? definition.inject(context, part.params, captured);
for (const action of actions) await engine.act(action, strike);
say("struck");
if (part.leaves !== true) {
  await hold(3_600_000, guard.signal).catch(() => {});
  say(`stopped: ${guard.stopped()}`);
  undo.note({ deed: "healed", strike, folder, by: "harness", at: new Date().toISOString(), detail: "looked" });
}
await guard.end();
emit({ type: "run-end", reason: "completed" });
journal.close();
