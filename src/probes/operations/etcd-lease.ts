import { z } from "zod";
import type { Lane, LaneSpec } from "../../model/lane.ts";
import { defineOperation, type LaneOptions, laneOf, type ProbeRequest, type Reading } from "../operation.ts";

/** How long a lease lasts without being renewed, seconds: longer than an election, shorter than the holds of faults. */
const ttlSeconds = 10;

/** How long a lane keeps one lease alive, milliseconds; a lane that could not get one gets the next after that. */
const keptMs = 60_000;

/** A lease's id holds the lane's seed and the lease's number among those of the lane, in 53 bits. */
const numbers = 2 ** 20;

/**
 * Each lane keeps a lease of its own, granted by its etcd member and kept for a minute; every attempt asks its member for
 * the lease of another lane in turn, by etcd's JSON gateway: one renews it, the next looks how long it lasts. Any member
 * must know of any lease whatever another has granted or renewed: all ask the leader. Leases have no keys, and end by
 * themselves.
 */
const operation = defineOperation({
  protocol: "http",
  name: "etcd-lease",
  summary: "a lease that is kept alive through every etcd member, and must not end before its time",
  vias: ["each-etcd-member"],
  usualConnection: "reused",
  deadlineMs: 3_000,
  destination: "etcd",
  changesState: true,
  request,
  read: readLease,
  isDetail: (detail = "") => /^\d{1,19} (?:granted \d+|renewed \d+|left \d+|gone|overdue)$/.test(detail),
  reason: (body) => /"message":\s*"(?:etcdserver: )?([^"]{1,40})/.exec(body)?.[1]?.replaceAll(/\W+/g, "-"),
});
export default operation;

/** Lanes of leases, one for each etcd member. */
export function etcdLease(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}

function request(lane: Lane, attempt: number, _namespace: string, lanes: readonly Lane[]): ProbeRequest {
  const keepers = lanes.filter(({ operation: name }) => name === operation.name);
  const all = keepers.length === 0 ? [lane] : keepers;
  const place = all.findIndex(({ index }) => index === lane.index);
  const sinceMs = attempt * lane.periodMs;
  // Lanes get new leases at different times: an outage does not keep all of them from it.
  const numberOf = (keeper: number, ms: number) => Math.floor((ms + (keeper * keptMs) / all.length) / keptMs);
  const own = numberOf(place, sinceMs);
  if (attempt === 0 || own > numberOf(place, sinceMs - lane.periodMs))
    return { method: "POST", path: "/v3/lease/grant", body: JSON.stringify({ ID: idOf(lane, own), TTL: ttlSeconds }) };
  const asked = (place + attempt) % all.length;
  const id = idOf(all[asked] as Lane, numberOf(asked, sinceMs));
  // With an even number of lanes each would only look at one half of the leases and only renew the other.
  const turn = all.length % 2 === 0 ? attempt + Math.floor(attempt / all.length) : attempt;
  const path = turn % 2 === 0 ? "/v3/lease/timetolive" : "/v3/lease/keepalive";
  return { method: "POST", path, body: JSON.stringify({ ID: id }) };
}

/** Protobuf's JSON writes 64-bit numbers as strings and reads both. */
function idOf({ seed }: Lane, number: number): string {
  return String((seed >>> 0) * numbers + number + 1);
}

const header = z.looseObject({});
const count = z.string().regex(/^-?\d+$/);
const answerSchema = z.union([
  /** A stream's message stands in a `result`; a lease that is gone has a time to live of 0, which is left out. */
  z
    .object({ result: z.object({ header, ID: count, TTL: count.default("0") }) })
    .transform(({ result: { ID, TTL } }) => `${ID} ${Number(TTL) > 0 ? `renewed ${TTL}` : "gone"}`),
  /** What a lease still lasts is left out where it is less than a second, and below 0 where it should have been ended. */
  z
    .object({ header, ID: count, TTL: count.default("0"), grantedTTL: count })
    .transform(({ ID, TTL }) => `${ID} ${Number(TTL) >= 0 ? `left ${TTL}` : "overdue"}`),
  /** A look at a lease that is not there answers -1. */
  z
    .object({ header, ID: count, TTL: count })
    .transform(({ ID, TTL }) => `${ID} ${Number(TTL) > 0 ? `granted ${TTL}` : "gone"}`),
]);

/** What an answer says of the lease; throws where it is none. */
function readLease(body: string): Reading {
  return { detail: answerSchema.parse(JSON.parse(body)) };
}
