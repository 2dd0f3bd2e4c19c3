import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import { faultParam, limitParam } from "../analysis/limits/parameters.ts";
import { counted, describeBounds, listing } from "../analysis/statistics/format.ts";
import {
  addressLooks,
  holdingsOf,
  longestUnasked,
  type Overlap,
  overlapsOf,
  type Span,
} from "../analysis/virtual-address/holdings.ts";
import { describeArp } from "../analysis/virtual-address/told-by-arp.ts";
import { balancers } from "../model/cluster.ts";
import { formatMs } from "../model/duration.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import type { FaultRecord } from "../model/timeline.ts";
import { addressMoved } from "../stories/address-run.ts";
import type { Stories } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";
import { faultOf } from "./kit/stretch.ts";

const params = z.strictObject({ during: faultParam, limit: limitParam });

const definition = defineGuarantee({
  name: "one-address-holder",
  summary: "Of two load balancers the other takes the virtual address, and both have it for a moment at most.",
  about: "time",
  bounded: true,
  covers:
    "It covers what both said of the address, each asked again and again from the injection until the steady state holds.",
  leavesOut:
    "It leaves out one that does not run, because VRRP cannot keep the kernel of a frozen machine from answering for the address: it says whether that answered ARP.",
  params,
  describe: ({ during, limit }, settings) =>
    `after ${during} the other load balancer has the virtual address, and both for at most ${describeLimit(limit, settings)}`,
  plainly: () => ({
    held: "one load balancer at a time had the virtual address",
    broken: "two load balancers had the virtual address",
    measured: "two load balancers had the virtual address for {time}",
  }),
  judge(wanted, facts) {
    const fault = faultOf(wanted.during, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    return { ...judgeHolders(fault, facts, limit.limitMs), ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises that of two load balancers which share a virtual address the one that a fault did not hit takes it while the
 * fault is held, and that both say that they have it for no longer than a limit, also when the first is back. Where
 * nothing moved, or nobody looked, it is inconclusive.
 */
export const oneAddressHolder = definition.spec;

function judgeHolders(fault: FaultRecord, facts: Facts, limitMs: number): Judgement {
  const pair = facts.cluster === undefined ? [] : balancers(facts.cluster).map(({ short }) => short);
  if (pair.length < 2) return inconclusive("there are no two load balancers that share an address");
  const from = fault.injectingAt ?? 0;
  const to = fault.steadyAt ?? facts.endedAt;
  const looks = addressLooks(facts.eventsOf("virtual-address")).filter(
    ({ at, askedAt }) => at >= from && askedAt <= to,
  );
  const unaskedMs = longestUnasked(looks, pair, [from, to], downtimes(fault, facts, to));
  if (unaskedMs === Number.POSITIVE_INFINITY)
    return inconclusive("not each of the load balancers was asked who has the address");
  const heirs = pair.filter((short) => !fault.nodes.includes(short));
  const moved = looks.find(({ node, has, at }) => has && heirs.includes(node) && at <= (fault.healingAt ?? to));
  if (moved === undefined)
    return inconclusive(`${listing(heirs)} was not seen to have the virtual address: nothing was taken over`);
  const overlaps = overlapsOf(holdingsOf(looks));
  const atLeastMs = Math.max(0, ...overlaps.map(({ boundsMs }) => boundsMs[0]));
  const atMostMs = Math.max(unaskedMs, ...overlaps.map(({ boundsMs }) => boundsMs[1]));
  const outcome = judgeBounds([atLeastMs, atMostMs], limitMs);
  const arp = describeArp(facts.eventsOf("arp-answers").filter(({ at }) => at >= from && at <= to));
  const unasked = unaskedMs > limitMs ? `; one of them was not asked for ${formatMs(unaskedMs)}` : "";
  const words = `${moved.node} had it at most ${formatMs(moved.at - from)} after ${fault.id} began; ${told(overlaps)}`;
  return {
    outcome,
    summary: `${words} in ${counted(looks.length, "look")}${unasked}${arp}`,
    measuredMs: [atLeastMs, atMostMs],
    marks: overlaps.filter(({ boundsMs }) => boundsMs[1] > limitMs).map(markOf),
  };
}

/** When each node that a fault takes down or freezes was not there to be asked. */
function downtimes({ id, injectingAt, healedAt }: FaultRecord, facts: Facts, to: number): ReadonlyMap<string, Span> {
  const intent = facts.eventsOf("fault-intent").find((event) => event.id === id);
  const nodes = intent?.halts === true ? intent.nodes : [];
  return new Map(nodes.map((node) => [node, [injectingAt ?? 0, healedAt ?? to] as const]));
}

function told(overlaps: readonly Overlap[]): string {
  const sure = overlaps.filter(({ boundsMs }) => boundsMs[0] > 0);
  if (sure.length === 0) return "never both";
  return sure
    .map(({ nodes, boundsMs }) => `${nodes.join(" and ")} both had it for ${describeBounds(boundsMs)}`)
    .join(", ");
}

function markOf({ nodes, span: [from, to], boundsMs }: Overlap) {
  return { from, to, text: `${nodes.join(" and ")} both had the address for ${describeBounds(boundsMs)}` };
}

function stories(): Stories {
  const promise = oneAddressHolder({ during: "held", limit: "1500ms" });
  return {
    pass: addressMoved(promise, { takenAt: 6_000, backAt: 9_700, givenUpAt: 9_700 }),
    fail: addressMoved(promise, { takenAt: 5_000, backAt: 7_000, givenUpAt: 9_900 }),
    inconclusive: addressMoved(promise, { takenAt: 9_500, backAt: 9_500, givenUpAt: 9_500 }),
  };
}
