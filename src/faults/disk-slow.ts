import { z } from "zod";
import { PlatformError } from "../model/errors.ts";
import { type Captured, defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedNumber, capturedProcess } from "../node-tools/captured.ts";
import { captureProcess, processesOf } from "../node-tools/component.ts";
import { countedBelow, fsyncsOf, longerThan } from "../node-tools/etcd-fsyncs.ts";
import { canTrace, heldSyncsLook, holdSyncs, letSyncsGo, tracedBy } from "../node-tools/held-syncs.ts";
import { sameProcess } from "../node-tools/processes.ts";

const params = z.strictObject({
  /** How much longer each wait for the disk takes; 0 is a sham, which costs what the means costs and nothing else. */
  delayMs: z.int().min(0).max(10_000).default(2_000),
});

/** Makes etcd of the target wait for its disk, so many milliseconds each time, until the fault is over. */
export function diskSlow(on: TargetSpec, delayMs = 2_000): FaultSpec {
  return faultOn(definition, on, { delayMs });
}

/** So often is looked for another wait, one look after the other, each some 100 ms: an etcd at rest writes once a second. */
const mostLooks = 20;

/** Whether etcd has waited for its disk once more, and as long as with the delay; undefined where it has not. */
async function nextWait(runtime: NodeRuntime, node: string, delayMs: number): Promise<"long" | "short" | undefined> {
  const before = await fsyncsOf(runtime, node);
  const ms = countedBelow(before, delayMs);
  for (let look = 0; look < mostLooks; look += 1) {
    const after = await fsyncsOf(runtime, node);
    if (ms > 0 && longerThan(after, ms) > longerThan(before, ms)) return "long";
    if (after.count > before.count) return "short";
  }
  return undefined;
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
    "Writes wait for it where it leads, until the others elect one of them: from a second on a leader misses its own " +
    "heartbeats. Where it follows nothing is late but what asks that member. Nothing is refused.",
  evidence:
    "By etcd's own count its waits took longer than before; the process is the same, and traced. Of a sham: it is traced, " +
    "and waits.",
  params,
  targetRoles: ["control-plane"],
  component: () => "etcd",
  sustained: true,
  describe: ({ delayMs }) =>
    delayMs === 0
      ? "etcd's waits for its disk traced, and none held (a sham)"
      : `etcd waits ${delayMs} ms longer for its disk`,
  capture: async (runtime, { node }, { delayMs }) => {
    const captured = await captureProcess(runtime, node.name, "etcd");
    if ((await tracedBy(runtime, node.name, captured.pid ?? "")) !== "nobody")
      throw new PlatformError("target-down", `etcd on ${node.name} is traced already: nobody could tell by whom`);
    if (!(await canTrace(runtime, node.name)))
      throw new PlatformError("target-unfit", `${node.name} has no perl: nothing there can hold up what etcd writes`);
    const fsyncs = await fsyncsOf(runtime, node.name);
    const slow = longerThan(fsyncs, countedBelow(fsyncs, delayMs));
    return { ...captured, fsyncs: String(fsyncs.count), slow: String(slow) };
  },
  captured: capturedProcess.extend({ fsyncs: capturedNumber, slow: capturedNumber }),
  inject: ({ node }, { delayMs }, captured) => [holdSyncs(node.name, captured, delayMs)],
  undo: ({ node }) => [letSyncsGo(node.name)],
  active: async (runtime, { node }, { delayMs }, captured) => {
    const { pid, same, words } = await etcdOf(runtime, node.name, captured);
    if (pid === undefined || !same) return { proven: false, detail: words };
    const held = (await tracedBy(runtime, node.name, pid)) === "held";
    const fsyncs = await fsyncsOf(runtime, node.name);
    const waits = fsyncs.count - Number(captured.fsyncs);
    const ms = countedBelow(fsyncs, delayMs);
    const slow = longerThan(fsyncs, ms) - Number(captured.slow);
    const seen = delayMs === 0 ? `${waits} waits since` : `${slow} of ${waits} waits since took longer than ${ms} ms`;
    return {
      proven: held && (delayMs === 0 ? waits : slow) > 0,
      detail: `${words}, ${held ? "traced" : "not traced"}: ${seen}`,
    };
  },
  healed: async (runtime, { node }, { delayMs }, captured) => {
    const { pid, words } = await etcdOf(runtime, node.name, captured);
    if (pid === undefined) return { proven: false, detail: words };
    const tracer = await tracedBy(runtime, node.name, pid);
    if (tracer !== "nobody") return { proven: false, detail: `${words}, is still traced` };
    const wait = await nextWait(runtime, node.name, delayMs);
    const seen = wait === undefined ? "has not waited since" : `its last wait was ${wait}`;
    return { proven: wait === "short", detail: `${words}, traced by nobody: ${seen}` };
  },
  leftovers: ({ node }) => [heldSyncsLook(node.name)],
});

export default definition;
