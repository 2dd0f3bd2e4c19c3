import { z } from "zod";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import {
  captureSchedulable,
  cordoned,
  cordonLook,
  drain,
  evictablePods,
  refusal,
  uncordon,
} from "../node-tools/drain.ts";

const params = z.strictObject({
  /**
   * Whether a budget is expected to stand in the way: then a drain that succeeds is not the fault that was asked for.
   */
  blocked: z.boolean().default(false),
  /** When kubectl gives up. */
  limitSeconds: z.int().min(1).max(300).default(120),
});
type Params = z.infer<typeof params>;

/** Drains the target through the Eviction API and uncordons it when the fault is over. */
export function nodeDrain(on: TargetSpec, options: Partial<Params> = {}): FaultSpec {
  return faultOn(definition, on, { blocked: false, limitSeconds: options.blocked ? 12 : 120, ...options });
}

const by = "node-drain";

const definition = defineFault({
  name: by,
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
  inject: (context, { blocked, limitSeconds }) => [
    // That it fails is the point where it is expected to: the evidence tells why.
    drain(context, { by, limitSeconds, mayFail: blocked }),
  ],
  undo: (context) => [uncordon(context, by)],
  active: async (runtime, context, { blocked }) => {
    const cordon = await cordoned(runtime, context);
    if (!cordon.proven) return cordon;
    const left = await evictablePods(runtime, context);
    if (!blocked) {
      const told = left.length === 0 ? "no pod left that can be moved" : `still there: ${left.join(", ")}`;
      return { proven: left.length === 0, detail: `${cordon.detail}, ${told}` };
    }
    const words = await refusal(runtime, context);
    const refused = words.includes("disruption budget");
    return {
      proven: refused && left.length > 0,
      detail: refused ? `${words} (${left.join(", ")} stayed)` : "no eviction was refused for a budget",
    };
  },
  healed: async (runtime, context) => {
    const { proven, detail } = await cordoned(runtime, context);
    return { proven: !proven, detail };
  },
  leftovers: (context) => [cordonLook(context)],
});

export default definition;
