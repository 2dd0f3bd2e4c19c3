import { z } from "zod";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import {
  captureSchedulable,
  cordoned,
  drainCommand,
  drainLooks,
  endDrainCommand,
  evictablePods,
  operator,
} from "../node-tools/drain.ts";

const params = z.strictObject({
  /**
   * Whether a budget is expected to stand in the way: then a drain that succeeds is not the fault that was asked for.
   */
  blocked: z.boolean(),
  /** When kubectl gives up. */
  limitSeconds: z.int().min(1).max(300),
});
type Params = z.infer<typeof params>;

/** Where the drain's own words are kept on the control plane that asked for it. */
const log = "/run/kind-chaos-drain.log";

/** Drains the target through the Eviction API and uncordons it when the fault is over. */
export function nodeDrain(on: TargetSpec, options: Partial<Params> = {}): FaultSpec {
  return faultOn(definition, on, { blocked: false, limitSeconds: options.blocked ? 12 : 120, ...options });
}

const definition = defineFault({
  name: "node-drain",
  summary: "a node, cordoned and drained through the Eviction API",
  breaks:
    "Nothing by force: a node is cordoned and its pods are evicted one by one through the Eviction API, as before " +
    "maintenance; it is uncordoned when the fault is over. Where a budget forbids it, the drain waits, and gives " +
    "up after its limit.",
  fromOutside:
    "Pods get their time to end and are replaced elsewhere; a budget that cannot be kept answers evictions with 429.",
  evidence:
    "The node is cordoned, and no pod is left but those of DaemonSets; or the API refused an eviction for a " +
    "budget, in its own words.",
  params,
  targetRoles: ["worker"],
  sustained: true,
  describe: ({ blocked, limitSeconds }) =>
    `node drained through the Eviction API, within ${limitSeconds} s${blocked ? ", which a budget is expected to forbid" : ""}`,
  capture: async (runtime, context) => {
    await captureSchedulable(runtime, context);
    return {};
  },
  inject: (context, { blocked, limitSeconds }) => {
    const drain = `${drainCommand(context, limitSeconds).join(" ")} > ${log} 2>&1`;
    // That it fails is the point where it is expected to: the evidence tells why.
    const script = blocked ? `${drain}; true` : `${drain} || { tail -1 ${log} >&2; false; }`;
    return [
      { do: "exec", node: operator(context), argv: ["sh", "-c", script], timeoutMs: (limitSeconds + 10) * 1_000 },
    ];
  },
  undo: (context) => [{ do: "exec", node: operator(context), argv: endDrainCommand(context) }],
  active: async (runtime, context, { blocked }) => {
    const cordon = await cordoned(runtime, context);
    if (!cordon.proven) return cordon;
    const left = await evictablePods(runtime, context);
    if (!blocked) {
      const told = left.length === 0 ? "no pod left that can be moved" : `still there: ${left.join(", ")}`;
      return { proven: left.length === 0, detail: `${cordon.detail}, ${told}` };
    }
    // grep ends with 1 where no line has the words.
    const grep = ["grep", "-m1", "-o", "Cannot evict pod.*", log];
    const { stdout } = await runtime.look(operator(context), grep, { exits: [0, 1] });
    const refused = stdout.includes("disruption budget");
    return {
      proven: refused && left.length > 0,
      detail: refused ? `${stdout.trim()} (${left.join(", ")} stayed)` : "no eviction was refused for a budget",
    };
  },
  healed: async (runtime, context) => {
    const { proven, detail } = await cordoned(runtime, context);
    return { proven: !proven, detail };
  },
  leftovers: drainLooks,
});

export default definition;
