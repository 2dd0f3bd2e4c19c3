import { z } from "zod";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { apiFlowOf, noiseInApi } from "../node-tools/api-flow.ts";
import { capturedNumber } from "../node-tools/captured.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { endNoise, makeNoise, noiseLook } from "../node-tools/noise.ts";

const params = z.strictObject({
  /** Requests at once, half of them lists and half of them writes: never more than so many are open. */
  atOnce: z.int().min(2).max(200).default(40),
  /** Requests each second on the average, and never more. */
  perSecond: z.int().min(1).max(500).default(40),
  /**
   * The priority level that its flow is in: that of all service accounts, that of people and of whatever has no other, or
   * one of its own, which has few places and refuses the rest.
   */
  level: z.enum(["workload-low", "global-default", "own"]).default("workload-low"),
  /** Whether it must fill its level: where nobody of its flow waits or is refused, it is not proven then. */
  fills: z.boolean().default(false),
});
type Params = z.infer<typeof params>;

/** How long the client waits for an answer (its max-time, src/node-tools/noise.ts) and takes to begin, milliseconds. */
const longestAnswerMs = 12_000;

/** From one time that all are asked to the next, milliseconds. */
function betweenMs({ atOnce, perSecond }: { readonly atOnce: number; readonly perSecond: number }): number {
  return Math.round((atOnce / perSecond) * 1_000);
}

/**
 * What an undo may take, milliseconds: what was written goes with its namespace, one object after the other, which took 28 s
 * for 840 of them in three namespaces on 2 cores.
 */
const healsMs = 60_000;

/** Floods the API server of each target with lists and writes, until the fault is over. */
export function noisyClient(on: TargetSpec, noise: Partial<Params> = {}): FaultSpec {
  return faultOn(definition, on, { atOnce: 40, perSecond: 40, level: "workload-low", fills: false, ...noise });
}

const definition = defineFault({
  name: "noisy-client",
  summary: "a client that floods an API server with lists and writes",
  breaks:
    "The room that clients of an API server share: a client with an identity of its own lists and writes as fast as it " +
    "is told, so many requests at once, and takes no notice of being refused.",
  fromOutside:
    "Its requests wait in queues of their own, or are refused with 429, once they fill their priority level; those of " +
    "others go on at their own, and wait for the same CPU. What it wrote is in a namespace of its own, and goes with it.",
  evidence:
    "The API server counts the requests of its flow, of which some were written or refused, and says how many waited; the " +
    "client was answered just now. Where it must fill its level, some waited or were refused since it was begun.",
  params,
  targetRoles: ["control-plane"],
  component: () => "kube-apiserver",
  goesOn: true,
  healsMs,
  sustained: true,
  describe: ({ atOnce, perSecond, level }) =>
    `a client floods its API server: ${perSecond} lists and writes a second, ${atOnce} at once, ` +
    (level === "own" ? "at a level of its own that refuses" : `at the level ${level}`),
  capture: async (runtime, { node }, { atOnce }) => {
    const { dispatched, rejected, waited } = await apiFlowOf(runtime, node.name, atOnce);
    if ((await isLeft(runtime, noiseLook(node.name))) || (await noiseInApi(runtime, node.name)).length > 0)
      throw new PlatformError("target-down", `a noisy client is at ${node.name} already: nobody could tell whose`);
    return { before: String(dispatched + rejected), full: String(waited + rejected) };
  },
  captured: z.strictObject({ before: capturedNumber, full: capturedNumber.default("0") }),
  inject: ({ node }, { atOnce, perSecond, level }) => [
    makeNoise(node.name, { level, atOnce, everyMs: betweenMs({ atOnce, perSecond }) }),
  ],
  undo: ({ node }) => [endNoise(node.name)],
  active: async (runtime, { node }, { atOnce, perSecond, fills }, { before, full }) => {
    const { running, dispatched, rejected, waited, written, refused, silentMs } = await apiFlowOf(
      runtime,
      node.name,
      atOnce,
    );
    const came = dispatched + rejected - Number(before);
    const detail =
      `the client ${running ? "runs" : "does not run"}: ${came} requests of its flow since; of all, ${waited} waited ` +
      `for a place, ${rejected} were refused, ${written} wrote something`;
    if (!running || came < atOnce || written + refused === 0) return { proven: false, detail };
    if (fills && waited + rejected - Number(full) <= 0)
      return { proven: false, detail: `${detail}; its level is not full` };
    // What came before says nothing of now.
    if (silentMs === undefined || silentMs > betweenMs({ atOnce, perSecond }) + longestAnswerMs)
      return { proven: false, detail: `${detail}; it is answered nothing any more` };
    return { proven: true, detail };
  },
  healed: async (runtime, { node }) => {
    if (await isLeft(runtime, noiseLook(node.name))) return { proven: false, detail: "the client is there still" };
    const remains = await noiseInApi(runtime, node.name);
    return {
      proven: remains.length === 0,
      detail: remains.length === 0 ? "no client, and nothing of what it wrote" : `still there: ${remains.join(", ")}`,
    };
  },
  leftovers: ({ node }) => [noiseLook(node.name)],
});

export default definition;
