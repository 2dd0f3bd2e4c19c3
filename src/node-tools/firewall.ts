import type { Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { Captured, Evidence, FaultContext } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { isLeft } from "./leftovers.ts";
import { type Reach, tryToReach } from "./reach.ts";

/**
 * Which packets are dropped: those that come to the node, those that leave it. The mangle table's outer hooks see all
 * of them, also those of pods and of connections that other rules have accepted long ago, before and after all address
 * translation.
 */
const hooks = {
  in: { hook: "PREROUTING", chain: "KIND-CHAOS-IN", card: "-i eth0", peer: "-s" },
  out: { hook: "POSTROUTING", chain: "KIND-CHAOS-OUT", card: "-o eth0", peer: "-d" },
} as const;
export type Direction = "in" | "out" | "both";

const table = "iptables -w 5 -t mangle";

/**
 * What a node no longer exchanges packets with: everything outside of it, or these addresses; `spared` ones stay
 * reachable.
 */
export interface Cut {
  readonly direction: Direction;
  readonly addresses: readonly string[] | "all";
  readonly spared?: readonly string[];
}

type Side = keyof typeof hooks;

function sides(direction: Direction): readonly Side[] {
  return direction === "both" ? ["in", "out"] : [direction];
}

/** A shell script that cuts; the chains are complete before packets meet them. */
export function cutScript({ direction, addresses, spared = [] }: Cut): string {
  const commands = sides(direction)
    .map((side) => hooks[side])
    .flatMap(({ hook, chain, card, peer }) => [
      `${table} -N ${chain}`,
      ...spared.map((address) => `${table} -A ${chain} ${card} ${peer} ${address} -j RETURN`),
      ...(addresses === "all" ? [""] : addresses.map((address) => ` ${peer} ${address}`)).map(
        (match) => `${table} -A ${chain} ${card}${match} -j DROP`,
      ),
      `${table} -I ${hook} 1 -j ${chain}`,
    ]);
  return commands.join(" && ");
}

/** A shell script that cuts pods' own traffic with everything outside of their node; the node itself is not cut off. */
export function cutPodsScript(podRange: string): string {
  const commands = [
    { ...hooks.in, match: `-d ${podRange}` },
    { ...hooks.out, match: `-s ${podRange}` },
  ].flatMap(({ hook, chain, card, match }) => [
    `${table} -N ${chain}`,
    `${table} -A ${chain} ${card} ${match} -j DROP`,
    `${table} -I ${hook} 1 -j ${chain}`,
  ]);
  return commands.join(" && ");
}

/** A shell script that drops a share of what the node sends, at random. */
export function loseScript(percent: number): string {
  const { hook, chain, card } = hooks.out;
  const random = `-m statistic --mode random --probability ${percent / 100}`;
  return `${table} -N ${chain} && ${table} -A ${chain} ${card} ${random} -j DROP && ${table} -I ${hook} 1 -j ${chain}`;
}

/** How many packets the rules of one side have dropped; throws PlatformError where there are no such rules. */
export async function droppedPackets(runtime: NodeRuntime, node: string, side: Side): Promise<number> {
  const { stdout } = await runtime.look(node, [...table.split(" "), "-nvxL", hooks[side].chain]);
  const drops = stdout.split("\n").filter((line) => line.includes("DROP"));
  return drops.reduce((sum, line) => sum + (Number(/^\s*(\d+)/.exec(line)?.[1]) || 0), 0);
}

/** A shell script that takes away whatever of the cut is there; fails only where a chain stays. */
export const mendScript = [
  ...Object.values(hooks).flatMap(({ hook, chain }) => [
    `while ${table} -D ${hook} -j ${chain} 2>/dev/null; do :; done`,
    `${table} -F ${chain} 2>/dev/null`,
    `${table} -X ${chain} 2>/dev/null`,
  ]),
  `rules=$(${table} -S) && case "$rules" in *KIND-CHAOS*) false;; esac`,
].join("; ");

/** A port of a node that something always listens on: the kubelet's, etcd's, the load balancer's own. */
function listening(node: Node): number {
  if (node.role === "load-balancer") return 6_443;
  return node.role === "etcd" ? 2_379 : 10_250;
}

function reach(runtime: NodeRuntime, from: string, to: Node): Promise<Reach> {
  return tryToReach(runtime, from, to.address, listening(to));
}

/**
 * Finds the node that will try to reach the target from outside; throws PlatformError "target-down" when it cannot even
 * before.
 */
export async function captureWay(
  runtime: NodeRuntime,
  { node }: FaultContext,
  peers: readonly Node[],
): Promise<Captured> {
  const [from] = peers.toSorted((a, b) => Number(a.role === "load-balancer") - Number(b.role === "load-balancer"));
  if (from === undefined)
    throw new PlatformError("target-unfit", `${node.name} has no peers that it could be cut off from`);
  if ((await reach(runtime, from.name, node)) !== "open")
    throw new PlatformError(
      "target-down",
      `${from.short} does not reach ${node.name} already: there is nothing to cut`,
    );
  return { from: from.name };
}

/** Packets were dropped by every rule set, and the peer that reached the target before does not any more. */
export async function wayIsCut(
  runtime: NodeRuntime,
  { node }: FaultContext,
  direction: Direction,
  captured: Captured,
): Promise<Evidence> {
  const from = captured.from ?? "";
  const way = await reach(runtime, from, node);
  const counts = await Promise.all(
    sides(direction).map(async (side) => ({ side, packets: await droppedPackets(runtime, node.name, side) })),
  );
  const dropped = counts.map(({ side, packets }) => `${packets} packets ${side}`);
  return {
    proven: way === "silent" && counts.every(({ packets }) => packets > 0),
    detail: `${dropped.join(", ")} dropped, ${from} ${way === "silent" ? "does not reach" : "still reaches"} it`,
  };
}

/** Any rule of a cut that is still on a node. */
export function rulesLook(node: string): CommandLook {
  return {
    what: "firewall rules that drop packets",
    node,
    argv: [
      "sh",
      "-c",
      `rules=$(${table} -S) || exit 2; case "$rules" in *KIND-CHAOS*) echo left;; *) echo none;; esac`,
    ],
    isLeft: ({ stdout }) => stdout.trim() !== "none",
  };
}

/** No rule is left, and the peer reaches the target again. */
export async function wayIsOpen(runtime: NodeRuntime, { node }: FaultContext, captured: Captured): Promise<Evidence> {
  if (await isLeft(runtime, rulesLook(node.name)))
    return { proven: false, detail: "rules that drop packets are still there" };
  const from = captured.from ?? "";
  const reached = (await reach(runtime, from, node)) === "open";
  return { proven: reached, detail: `no rule is left, ${from} ${reached ? "reaches" : "does not reach"} it` };
}
