import type { Action } from "../model/action.ts";
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

const table = `table() { iptables -w 5 -t mangle "$@"; }`;

/** Tells hook, network card and addresses of a side. */
const side = [
  `case $side in in) hook=PREROUTING card=-i peer=-s own=-d;; out) hook=POSTROUTING card=-o peer=-d own=-s;;`,
  `*) echo "'$side' is no side" >&2; exit 2;; esac; chain="KIND-CHAOS-$owner-$side"`,
].join(" ");

/**
 * Makes the chains of the owner $1 on the sides $2, with a rule for each three words after them: what becomes of a
 * packet, what it is known by, and the value of that. The chains are complete before packets meet them.
 */
const cutScript = [
  "set -e",
  table,
  `rules() { while [ $# -ge 3 ]; do case $2 in`,
  `all) table -A "$chain" "$card" eth0 -j "$1";;`,
  `peer) table -A "$chain" "$card" eth0 "$peer" "$3" -j "$1";;`,
  `own) table -A "$chain" "$card" eth0 "$own" "$3" -j "$1";;`,
  `share) table -A "$chain" "$card" eth0 -m statistic --mode random --probability "$3" -j "$1";;`,
  `*) echo "'$2' is nothing that packets are known by" >&2; exit 2;; esac; shift 3; done; }`,
  "owner=$1 sides=$2; shift 2",
  `for side in $sides; do ${side}; table -N "$chain"; rules "$@"; table -I "$hook" 1 -j "$chain"; done`,
].join("\n");

/** Takes away whatever is there of the chains of the owner $1; fails only where one stays. */
const mendScript = [
  table,
  "owner=$1",
  `for side in in out; do ${side}`,
  `while table -D "$hook" -j "$chain" 2>/dev/null; do :; done`,
  `table -F "$chain" 2>/dev/null; table -X "$chain" 2>/dev/null; done`,
  "rules=$(table -S) || exit",
  `case "$rules" in *"KIND-CHAOS-$owner-"*) echo "its rules are still there" >&2; exit 1;; esac`,
].join("\n");

/** Says whether any rule or chain of the owner $1 is there. */
const lookScript = `${table}; rules=$(table -S) || exit 2; case "$rules" in *"KIND-CHAOS-$1-"*) echo left;; *) echo none;; esac`;

/** One rule: what becomes of a packet, what it is known by, and the value of that; nothing for all packets. */
type Rule = readonly ["DROP" | "RETURN", "all" | "peer" | "own" | "share", string];

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

/** Cuts pods' own traffic with everything outside of their node; the node itself is not cut off. */
export function cutPods(node: string, podRange: string): Action {
  return cut(node, "POD", "both", [["DROP", "own", podRange]]);
}

/** Drops a share of what a node sends, at random. */
export function lose(node: string, percent: number): Action {
  return cut(node, "LOSS", "out", [["DROP", "share", String(percent / 100)]]);
}

/** Takes away whatever rules of an owner are on a node. */
export function mendCut(node: string, owner: Owner): Action {
  return { do: "exec", node, argv: scriptWords(mendScript, owner) };
}

/** How many packets the rules of one side have dropped; throws PlatformError where there are no such rules. */
export async function droppedPackets(runtime: NodeRuntime, node: string, owner: Owner, side: Side): Promise<number> {
  const words = ["iptables", "-w", "5", "-t", "mangle", "-nvxL", `KIND-CHAOS-${owner}-${side}`];
  const { stdout } = await runtime.look(node, words);
  const drops = stdout.split("\n").filter((line) => line.includes("DROP"));
  return drops.reduce((sum, line) => sum + (Number(/^\s*(\d+)/.exec(line)?.[1]) || 0), 0);
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
