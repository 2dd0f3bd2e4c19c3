import type { Action } from "../model/action.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { scriptWords } from "./script.ts";

/** Handles of the queues, "KC" and one more: what has another is not the harness's. */
const handles = { root: "4b43:", child: "4b44:" } as const;

/**
 * Delays by $1 ms, give or take $2 ms, and limits to $3 kbit/s; 0 is neither. The delay is outside, the rate inside.
 * Burst and queue of the token bucket: one packet as large as the kernel makes them, and what a router would hold.
 */
const queueScript = [
  `set -e; at="root handle ${handles.root}"`,
  `if [ "$1" != 0 ]; then tc qdisc add dev eth0 $at netem delay "$1ms" "$2ms"; at="parent ${handles.root}1 handle ${handles.child}"; fi`,
  `if [ "$3" != 0 ]; then tc qdisc add dev eth0 $at tbf rate "$3kbit" burst 64kb latency 400ms; fi`,
].join("\n");

/** Takes these queues away and no others; another may do so at the same time. */
const unqueueScript = [
  `gone() { queues=$(tc qdisc show dev eth0) || exit; case $queues in *" ${handles.root} "*) return 1;; esac; }`,
  `gone || tc qdisc del dev eth0 root handle ${handles.root} || gone`,
].join("\n");

/** How what a node sends is queued: each of them 0 where it is not, milliseconds and kilobits a second. */
export interface Queues {
  readonly delayMs: number;
  readonly jitterMs: number;
  readonly rateKbit: number;
}

/** Queues what a node sends. */
export function addQueues(node: string, { delayMs, jitterMs, rateKbit }: Queues): Action {
  return { do: "exec", node, argv: scriptWords(queueScript, ...[delayMs, jitterMs, rateKbit].map(String)) };
}

/** Takes these queues away, and no others. */
export function takeQueuesAway(node: string): Action {
  return { do: "exec", node, argv: scriptWords(unqueueScript) };
}

/** How many packets each queue of a node has passed, in words; those that passed none are left out. */
export async function queuesOf(runtime: NodeRuntime, node: string): Promise<string[]> {
  const { stdout } = await runtime.look(node, ["tc", "-s", "qdisc", "show", "dev", "eth0"]);
  const queued = [...stdout.matchAll(/^qdisc (netem|tbf) .*\n Sent \d+ bytes (\d+) pkt/gm)];
  return queued.filter(([, , packets]) => Number(packets) > 0).map(([, kind, packets]) => `${packets} by ${kind}`);
}

/** A queue of the harness's own that delays or throttles what a node sends. */
export function queueLook(node: string): CommandLook {
  return {
    what: "queues that delay or throttle",
    node,
    argv: ["tc", "qdisc", "show", "dev", "eth0"],
    isLeft: ({ stdout }) => Object.values(handles).some((handle) => stdout.includes(` ${handle} `)),
    mend: [takeQueuesAway(node)],
  };
}
