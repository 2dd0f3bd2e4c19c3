import type { Action } from "../model/action.ts";
import type { Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { isLeft } from "./leftovers.ts";
import { scriptWords } from "./script.ts";

/**
 * Which packets are dropped: those that come to the node, those that leave it. The mangle table's outer hooks see all
 * of them, also those of pods and of connections that other rules have accepted long ago, before and after all address
 * translation.
 */
export type Direction = "in" | "out" | "both";
export type Side = "in" | "out";

/** Each fault has chains of its own, so that two on one node do not take away each other's. */
export type Owner = "NODE" | "PEER" | "POD" | "LOSS";

/**
 * Tells which tables a node has packets in: those of IPv4, and of IPv6 where its network card has an address of it. All
 * that follows is done for each `tool` of them.
 */
const tables = [
  "tools=iptables",
  `[ -z "$(ip -6 -o address show dev eth0 scope global 2>/dev/null)" ] || tools="iptables ip6tables"`,
  `table() { $tool -w 5 -t mangle "$@"; }`,
].join("\n");

/** A container without iptables, as load balancers' own images are, has no rule that iptables made in it. */
const noneWithoutTool = "command -v iptables >/dev/null || tools=";

/** Tells hook, network card and addresses of a side. */
const side = [
  `case $side in in) hook=PREROUTING card=-i peer=-s own=-d;; out) hook=POSTROUTING card=-o peer=-d own=-s;;`,
  `*) echo "'$side' is no side" >&2; exit 2;; esac; chain="KIND-CHAOS-$owner-$side"`,
].join(" ");

/** Neighbours of IPv6 find each other by packets that pass these tables; those of IPv4 do not need them for it (ARP). */
const neighbours = [
  "neighbours() { [ $tool = iptables ] && return",
  `for type in neighbour-solicitation neighbour-advertisement`,
  `do table -A "$chain" "$card" eth0 -p icmpv6 --icmpv6-type $type -j RETURN; done; }`,
].join("\n");

/**
 * Makes the chains of the owner $1 on the sides $2, with a rule for each three words after them: what becomes of a
 * packet, what it is known by, and the value of that; an address goes to the table of its family, and with a share has it
 * after a "=". The chains are complete before packets meet them.
 */
const cutScript = [
  "set -e",
  tables,
  neighbours,
  `fits() { case $1 in *:*) [ $tool = ip6tables ];; *) [ $tool = iptables ];; esac; }`,
  `rules() { while [ $# -ge 3 ]; do case $2 in`,
  `all) table -A "$chain" "$card" eth0 -j "$1";;`,
  `peer) ! fits "$3" || table -A "$chain" "$card" eth0 "$peer" "$3" -j "$1";;`,
  `own) ! fits "$3" || table -A "$chain" "$card" eth0 "$own" "$3" -j "$1";;`,
  `share) table -A "$chain" "$card" eth0 -m statistic --mode random --probability "$3" -j "$1";;`,
  `peer-share) ! fits "$3" || table -A "$chain" "$card" eth0 "$peer" "\${3%=*}" -m statistic --mode random --probability "\${3#*=}" -j "$1";;`,
  `*) echo "'$2' is nothing that packets are known by" >&2; exit 2;; esac; shift 3; done; }`,
  "owner=$1 sides=$2; shift 2",
  `for tool in $tools; do for side in $sides; do ${side}`,
  `table -N "$chain"; neighbours; rules "$@"; table -I "$hook" 1 -j "$chain"; done; done`,
].join("\n");

/** Takes away whatever is there of the chains of the owner $1; fails only where one stays. */
const mendScript = [
  tables,
  noneWithoutTool,
  "owner=$1",
  `for tool in $tools; do for side in in out; do ${side}`,
  `while table -D "$hook" -j "$chain" 2>/dev/null; do :; done`,
  `table -F "$chain" 2>/dev/null; table -X "$chain" 2>/dev/null; done`,
  "rules=$(table -S) || exit",
  `case "$rules" in *"KIND-CHAOS-$owner-"*) echo "its rules are still there" >&2; exit 1;; esac; done`,
].join("\n");

/** Says whether any rule or chain of the owner $1 is there. */
const lookScript = [
  tables,
  noneWithoutTool,
  "for tool in $tools; do rules=$(table -S) || exit 2",
  `case "$rules" in *"KIND-CHAOS-$1-"*) echo left; exit;; esac; done; echo none`,
].join("\n");

/** One rule: what becomes of a packet, what it is known by, and the value of that; nothing for all packets. */
type Rule = readonly ["DROP" | "RETURN", "all" | "peer" | "own" | "share" | "peer-share", string];

function cut(node: string, owner: Owner, direction: Direction, rules: readonly Rule[]): Action {
  const argv = scriptWords(cutScript, owner, direction === "both" ? "in out" : direction, ...rules.flat());
  return { do: "exec", node, argv };
}

/**
 * What a node no longer exchanges packets with: everything outside of it, or these addresses; `spared` ones stay
 * reachable.
 */
export interface Cut {
  readonly direction: Direction;
  readonly addresses: readonly string[] | "all";
  readonly spared?: readonly string[];
}

/** Cuts a node off. */
export function cutOff(node: string, owner: Owner, { direction, addresses, spared = [] }: Cut): Action {
  const dropped = addresses === "all" ? [["DROP", "all", ""] as const] : addresses.map(from("DROP"));
  return cut(node, owner, direction, [...spared.map(from("RETURN")), ...dropped]);
}

function from(target: "DROP" | "RETURN") {
  return (address: string): Rule => [target, "peer", address];
}

/** Cuts pods' own traffic with everything outside of their node, by the ranges of their addresses. */
export function cutPods(node: string, podRanges: readonly string[]): Action {
  return cut(
    node,
    "POD",
    "both",
    podRanges.map((range): Rule => ["DROP", "own", range]),
  );
}

/** Drops a share of what a node exchanges with everything outside of it, or with these addresses, at random. */
export function lose(node: string, percent: number, { direction, addresses }: Omit<Cut, "spared">): Action {
  const share = shareOf(percent);
  if (addresses === "all") return cut(node, "LOSS", direction, [["DROP", "share", share]]);
  return cut(
    node,
    "LOSS",
    direction,
    addresses.map((address): Rule => ["DROP", "peer-share", `${address}=${share}`]),
  );
}

/** A share of 1 in digits alone, as iptables reads it; to the tenth, which is finer than the kernel's own 31 bits. */
function shareOf(percent: number): string {
  return (percent / 100).toFixed(10).replace(/\.?0+$/, "");
}

/** Takes away whatever rules of an owner are on a node. */
export function mendCut(node: string, owner: Owner): Action {
  return { do: "exec", node, argv: scriptWords(mendScript, owner) };
}

/** The sides that a direction is about. */
export function sidesOf(direction: Direction): readonly Side[] {
  return direction === "both" ? ["in", "out"] : [direction];
}

/** How many packets of either family the rules of one side have dropped; throws PlatformError where there are no such rules. */
export async function droppedPackets(...asked: Parameters<typeof droppedByRule>): Promise<number> {
  return (await droppedByRule(...asked)).reduce((sum, packets) => sum + packets, 0);
}

/** The same for each rule that drops, by itself. */
export async function droppedByRule(
  runtime: NodeRuntime,
  { name, address6 }: Pick<Node, "name" | "address6">,
  owner: Owner,
  side: Side,
): Promise<number[]> {
  const words = ["-w", "5", "-t", "mangle", "-nvxL", `KIND-CHAOS-${owner}-${side}`];
  const tools = address6 === undefined ? ["iptables"] : ["iptables", "ip6tables"];
  const lists = await Promise.all(tools.map((tool) => runtime.look(name, [tool, ...words])));
  const drops = lists.flatMap(({ stdout }) => stdout.split("\n")).filter((line) => line.includes("DROP"));
  return drops.map((line) => Number(/^\s*(\d+)/.exec(line)?.[1]) || 0);
}

/** Any rule of an owner that is still on a node. */
export function rulesLook(node: string, owner: Owner): CommandLook {
  return {
    what: `firewall rules that drop packets (${owner})`,
    node,
    argv: scriptWords(lookScript, owner),
    isLeft: ({ stdout }) => stdout.trim() !== "none",
    mend: [mendCut(node, owner)],
  };
}

/** Throws PlatformError "target-down" where rules of this owner are on a node: nobody could tell whose they are. */
export async function captureUncut(runtime: NodeRuntime, node: string, owner: Owner): Promise<void> {
  if (await isLeft(runtime, rulesLook(node, owner)))
    throw new PlatformError("target-down", `rules of the same fault are on ${node} already`);
}
