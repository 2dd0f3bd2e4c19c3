import { etcdNodes } from "../../model/cluster.ts";
import type { Facts } from "../facts/facts.ts";
import { shortName } from "../timeline/timeline.ts";
import type { Contradiction } from "./contradiction.ts";
import { heldAtEnd } from "./last-look.ts";

/** Readings of etcd's members that count others than they name, or miss some of which the look just before told. */
export function memberReadings(facts: Facts): Contradiction[] {
  const readings = facts.eventsOf("etcd");
  const miscounted = readings.filter(({ members, healthy }) => members.length !== healthy);
  const wanted = facts.cluster === undefined ? [] : etcdNodes(facts.cluster).map(({ short }) => short);
  const last = readings.findLast(({ when }) => when === "end");
  const told = new Set(last?.members.map(({ node }) => shortName(facts.cluster, node)));
  const short = last !== undefined && heldAtEnd("etcd members", facts) && wanted.some((node) => !told.has(node));
  return [
    ...miscounted.map(
      ({ when, members, healthy }) => `etcd (${when}) tells ${members.length} members, and ${healthy} of them healthy`,
    ),
    ...(short ? ["etcd (end) misses members that answered at the last look at the steady state"] : []),
  ].map((what) => ({ what, touches: ["etcd"] }));
}
