import { z } from "zod";
import type { LaneSpec, WatchSpec } from "../model/lane.ts";
import { quorumSizes } from "../model/quorum.ts";
import { type AnyOperation, connectionsOf, laneOf, watchOf } from "./operation.ts";

/** A length of time that nobody's answer takes: an hour, milliseconds. */
const longestMs = 3_600_000;

/** What may be said of a lane of an operation, for those who write it as data; any other key is refused. */
export function laneOptionsOf(operation: AnyOperation): z.ZodObject {
  const ways = {
    via: z.enum(operation.vias).optional().describe(`which way it goes; by default ${operation.vias[0]}`),
    connection: z.enum(connectionsOf(operation)).optional().describe("on which connections it asks"),
  };
  if (operation.protocol === "watch")
    return z.strictObject({
      ...ways,
      idleMs: milliseconds.describe("a stream is given up when it was silent for so long though something was due"),
    });
  return z.strictObject({
    ...ways,
    hz: z.number().positive().max(1_000).optional().describe("attempts a second; by default 10"),
    deadlineMs: milliseconds.describe(`an answer later than this is none; by default ${operation.deadlineMs}`),
    ...(operation.usualMembers === undefined
      ? {}
      : { members: z.literal(quorumSizes).optional().describe("of how many members the group is") }),
  });
}

const milliseconds = z.number().positive().max(longestMs).optional();

/** The lane that options mean which `laneOptionsOf` let through: as the operation's own function makes it. */
export function laneFrom(operation: AnyOperation, options: Readonly<Record<string, unknown>>): LaneSpec | WatchSpec {
  return operation.protocol === "watch" ? watchOf(operation, options) : laneOf(operation, options);
}
