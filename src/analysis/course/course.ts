import type { Course, CourseGuarantee, CourseHealth, CourseLane } from "../../model/course.ts";
import type { GuaranteeSpec } from "../../model/guarantee.ts";
import type { Sample } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import { probedTime } from "../coverage/probed-time.ts";
import type { Facts } from "../facts/facts.ts";
import { tenth } from "../statistics/statistics.ts";
import { wholeRun } from "../timeline/stretches.ts";
import type { Definitions } from "../verdict/guarantee-definition.ts";
import { etcdRow } from "./etcd-row.ts";
import { leaseRows } from "./lease-rows.ts";
import { momentsOf } from "./moments.ts";
import { nodeRows, podRows } from "./object-rows.ts";

/** Returns what cluster, harness and machine did over the time of a run, for reports that show it. */
export function courseOf(facts: Facts, definitions: Definitions): Course {
  const { start } = facts;
  const { from, to } = probedTime(facts);
  return {
    provenance: { harness: start.harness, node: start.node, host: start.host },
    probed: { from: tenth(from), to: tenth(to) },
    endedAt: tenth(facts.endedAt),
    lanes: facts.tracks.map((track) => courseLane(track, facts)),
    guarantees: start.guarantees.map((spec) => courseGuarantee(spec, definitions)),
    rows: [...etcdRow(facts), ...leaseRows(facts), ...nodeRows(facts), ...podRows(facts)],
    moments: momentsOf(facts),
    health: facts.eventsOf("prober-health").map(
      ({ at, cpuShare, loopDelayP99Ms, memoryMb, machineCpuShare, cpuWaitShare, stolenShare }): CourseHealth => ({
        at: tenth(at),
        cpuShare,
        loopDelayMs: tenth(loopDelayP99Ms),
        memoryMb,
        machineCpuShare: machineCpuShare ?? null,
        cpuWaitShare: cpuWaitShare ?? null,
        stolenShare: stolenShare ?? null,
      }),
    ),
  };
}

function courseLane(track: LaneTrack, facts: Facts): CourseLane {
  const { id, operation, via, connection, periodMs, deadlineMs } = track.lane;
  const whole = { from: 0, to: Number.POSITIVE_INFINITY };
  return {
    ...{ lane: id, operation, via, connection, periodMs, deadlineMs },
    unobserved: facts
      .coverageOf(track, whole)
      .map(({ from, to, reason }) => ({ from: tenth(from), to: tenth(to), reason })),
    outageEdges: facts.outagesOf(track).map(({ samples }) => ({
      first: edge(samples[0] as Sample),
      last: edge(samples.at(-1) as Sample),
    })),
  };
}

function edge({ started, error, outcome }: Sample): CourseLane["outageEdges"][number]["first"] {
  return { at: tenth(started), error: error ?? (outcome === "ok" ? "late" : outcome) };
}

/** What cannot be asked any more, by parameters of another version, is told without its words. */
function courseGuarantee({ id, guarantee, params }: GuaranteeSpec, definitions: Definitions): CourseGuarantee {
  const definition = definitions.get(guarantee);
  const parsed = definition?.params.safeParse(params);
  if (definition === undefined || parsed?.success !== true)
    return { id, about: definition?.about ?? "time", lanes: [], stretch: wholeRun };
  const scope = definition.scope(parsed.data);
  return {
    id,
    about: definition.about,
    lanes: [...scope.lanes, ...scope.watches],
    stretch: scope.stretch ?? wholeRun,
    plainly: definition.plainly(parsed.data),
  };
}
