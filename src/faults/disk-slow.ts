import { z } from "zod";
import { type Captured, defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedProcess } from "../node-tools/captured.ts";
import { processesOf } from "../node-tools/component.ts";
import { fsyncsOf, nextWaits } from "../node-tools/etcd-fsyncs.ts";
import {
  captureUntraced,
  heldSyncsLook,
  holdSyncs,
  letSyncsGo,
  tracedBy,
  untraceable,
} from "../node-tools/held-syncs.ts";
import { sameProcess } from "../node-tools/processes.ts";

/**
 * The least delay, milliseconds. etcd counts by powers of two, so that waits over 64 ms prove it: what a disk that is well
 * takes is far below (99 % below 10 ms: etcd's FAQ), and what a busy one takes may come near.
 */
const leastDelayMs = 100;

const params = z.strictObject({
  /** How much longer each wait for the disk takes; 0 is a sham, which costs what the means costs and nothing else. */
  delayMs: z
    .int()
    .min(0)
    .max(10_000)
    .refine((ms) => ms === 0 || ms >= leastDelayMs, {
      error: `is 0 (a sham) or at least ${leastDelayMs}: less could not be told from what a busy disk takes`,
    })
    .default(2_000),
});

/** Makes etcd of the target wait for its disk, so many milliseconds each time, until the fault is over. */
export function diskSlow(on: TargetSpec, delayMs = 2_000): FaultSpec {
  return faultOn(definition, on, { delayMs });
}

/**
 * So many looks, one after the other, see the next wait end: each takes some 100 ms, an etcd at rest writes once a second
 * (its leases), and a wait that begins just after the first look ends its delay later.
 */
function looksFor(delayMs: number): number {
  return 20 + Math.ceil(delayMs / 50);
}

/** The very etcd that was captured, in words, and whether it runs. */
async function etcdOf(runtime: NodeRuntime, node: string, captured: Captured) {
  const [running] = await processesOf(runtime, node, "etcd");
  if (running === undefined) return { pid: undefined, same: false, words: "etcd does not run" };
  const same = sameProcess(running, captured);
  const words = same ? `process ${running.pid}, the same` : `process ${running.pid} in the place of ${captured.pid}`;
  return { pid: running.pid, same, words };
}

const definition = defineFault({
  name: "disk-slow",
  summary: "etcd's waits for its disk, longer",
  breaks:
    "The disk under an etcd member, as its log feels it: each fsync and fdatasync of the very process is held before it " +
    "begins. Reads and all other work go on; the process stays the same.",
  fromOutside:
    "Writes wait for it where it leads, until the others elect one of them: a leader that waits sends no heartbeats, and " +
    "is missed after an election timeout. Where it follows nothing is late but what asks that member. Nothing is refused.",
  evidence:
    "The process is the same, and traced; by etcd's own count every wait that ends meanwhile takes longer than the greatest " +
    "time below the delay that it counts by (1,024 ms of 2,000). Of a sham: it is traced, and waits.",
  params,
  targetRoles: ["control-plane"],
  component: () => "etcd",
  goesOn: true,
  sustained: true,
  unsupported: untraceable,
  describe: ({ delayMs }) =>
    delayMs === 0
      ? "etcd's waits for its disk traced, and none held (a sham)"
      : `etcd waits ${delayMs} ms longer for its disk`,
  capture: async (runtime, { node }) => {
    const captured = await captureUntraced(runtime, node.name);
    // Who does not tell of its disk could not prove anything.
    await fsyncsOf(runtime, node.name);
    return captured;
  },
  captured: capturedProcess,
  inject: ({ node }, { delayMs }, captured) => [holdSyncs(node.name, captured, delayMs)],
  undo: ({ node }) => [letSyncsGo(node.name)],
  active: async (runtime, { node }, { delayMs }, captured) => {
    const { pid, same, words } = await etcdOf(runtime, node.name, captured);
    if (pid === undefined || !same) return { proven: false, detail: words };
    if ((await tracedBy(runtime, node.name, pid)) !== "held") return { proven: false, detail: `${words}, not traced` };
    // One short wait among them, and not all is held: a long one alone may be a busy disk's.
    const { ms, all, long } = await nextWaits(runtime, node.name, delayMs, looksFor(delayMs));
    const seen = delayMs === 0 ? `${all} waits since` : `${long} of ${all} waits since took longer than ${ms} ms`;
    return { proven: all > 0 && (delayMs === 0 || long === all), detail: `${words}, traced: ${seen}` };
  },
  healed: async (runtime, { node }, { delayMs }, captured) => {
    const { pid, words } = await etcdOf(runtime, node.name, captured);
    if (pid === undefined) return { proven: false, detail: words };
    const tracer = await tracedBy(runtime, node.name, pid);
    if (tracer !== "nobody") return { proven: false, detail: `${words}, is still traced` };
    const { ms, all, long } = await nextWaits(runtime, node.name, delayMs, looksFor(0));
    const seen = delayMs === 0 ? `${all} waits since` : `${long} of ${all} waits since took longer than ${ms} ms`;
    return { proven: all > 0 && (delayMs === 0 || long === 0), detail: `${words}, traced by nobody: ${seen}` };
  },
  unharmed: async (runtime, { node }, _params, captured) => {
    const { same, words } = await etcdOf(runtime, node.name, captured);
    return { proven: same, detail: words };
  },
  leftovers: ({ node }) => [heldSyncsLook(node.name)],
});

export default definition;
