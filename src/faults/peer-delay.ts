import { z } from "zod";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultContext, type FaultSpec, faultOn } from "../model/fault.ts";
import { memberHost } from "../model/node-addresses.ts";
import type { TargetSpec } from "../model/target.ts";
import { delayPeers, latePeersLook, peerWaysOf, reachPeers } from "../node-tools/late-peers.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { peersOf } from "../node-tools/peers.ts";
import { hasPerl } from "../node-tools/perl.ts";

const params = z.strictObject({
  /** How much later each way; below 20 ms a busy machine does as much by itself. */
  delayMs: z.int().min(20).max(2_000).default(50),
});

/** Makes what etcd of the target exchanges with its peers late, each way, on the connections that it makes itself. */
export function peerDelay(on: TargetSpec, delayMs = 50): FaultSpec {
  return faultOn(definition, on, { delayMs });
}

/** The addresses at which the other members of the target's cluster know each other. */
function peers(context: Pick<FaultContext, "node" | "cluster">): string[] {
  return peersOf(context, "etcd-members").map(memberHost);
}

/** A new connection with TLS is answered after two round trips at least; one of them must be seen. */
function isLate(tookMs: readonly number[], delayMs: number): boolean {
  return tookMs.every((ms) => ms >= 2 * delayMs);
}

function describeTimes(tookMs: readonly number[]): string {
  return `${tookMs.length} peers answer after ${tookMs.join(", ") || "no"} ms`;
}

const definition = defineFault({
  name: "peer-delay",
  summary: "what etcd exchanges with its peers, late",
  breaks:
    "The network between etcd members, and nothing else: what the target connects to the peers' port goes through a " +
    "relay on its own node that passes it on later, either way. Connections that were there are reset once.",
  fromOutside:
    "Each write waits for a round trip more. A member sends what raft says on connections that the others made, so that " +
    "all members are hit where every message is to be late. Nothing is refused, and the lead stays while the delay is " +
    "well below the election timeout.",
  evidence: "Connections of etcd go through the relay, and each peer answers a new one as late as is told.",
  params,
  targetRoles: ["control-plane"],
  component: () => "etcd",
  goesOn: true,
  sustained: true,
  unsupported: ({ features }) => {
    const lacking = ["xt_REDIRECT", "xt_mark"].filter((feature) => features[feature] === "no");
    return lacking.length === 0 ? undefined : `it needs ${lacking.join(" and ")}, which this kernel does not have`;
  },
  describe: ({ delayMs }) => `etcd reaches its peers ${delayMs} ms later, each way (a relay)`,
  capture: async (runtime, context) => {
    const { name } = context.node;
    const others = peers(context);
    if (others.length === 0 || others.some((address) => address === "" || address.startsWith("[")))
      throw new PlatformError("target-unfit", `${name} has no peers with addresses of IPv4 that could be relayed`);
    if (!(await hasPerl(runtime, name)))
      throw new PlatformError("target-unfit", `${name} has no perl: nothing there can relay what etcd sends`);
    if (await isLeft(runtime, latePeersLook(name)))
      throw new PlatformError("target-down", `a relay is before etcd's peers on ${name} already`);
    const { tookMs } = await peerWaysOf(runtime, name, others);
    if (tookMs.length < others.length)
      throw new PlatformError(
        "target-down",
        `etcd's peers do not all answer ${name} already: there is nothing to delay`,
      );
    return {};
  },
  inject: (context, { delayMs }) => [delayPeers(context.node.name, delayMs, peers(context))],
  undo: ({ node }) => [reachPeers(node.name)],
  active: async (runtime, context, { delayMs }) => {
    const others = peers(context);
    const { through, tookMs } = await peerWaysOf(runtime, context.node.name, others);
    return {
      proven: through >= others.length && tookMs.length === others.length && isLate(tookMs, delayMs),
      detail: `${through} connections through the relay, ${describeTimes(tookMs)}`,
    };
  },
  healed: async (runtime, context, { delayMs }) => {
    if (await isLeft(runtime, latePeersLook(context.node.name)))
      return { proven: false, detail: "the relay or its rules are still there" };
    const others = peers(context);
    const { tookMs } = await peerWaysOf(runtime, context.node.name, others);
    const soon = tookMs.filter((ms) => ms < 2 * delayMs).length;
    return { proven: soon === others.length, detail: `no relay is left, ${describeTimes(tookMs)}` };
  },
  leftovers: ({ node }) => [latePeersLook(node.name)],
});

export default definition;
