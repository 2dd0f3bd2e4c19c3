import { z } from "zod";
import { counted, listing } from "../analysis/statistics/format.ts";
import { shortName } from "../analysis/timeline/timeline.ts";
import { etcdNodes } from "../model/cluster.ts";
import type { EtcdMember, EventOf } from "../model/event.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import { member } from "../stories/etcd-run.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";

/**
 * A member that is so many entries behind is not just behind: etcd itself refuses what is asked of one whose applied
 * index is further behind the committed one (etcdserver, maxGapBetweenApplyAndCommitIndex).
 */
const mostBehind = 5_000;

const definition = defineGuarantee({
  name: "members-healthy",
  summary: "At the end all etcd members are there and agree.",
  about: "safety",
  covers: "It covers every etcd member that the topology has, at the end of the run.",
  leavesOut: "It leaves out what members were in between, because faults may take them away until then.",
  params: z.strictObject({}),
  describe: () =>
    `at the end every etcd member is healthy, of one leader and term, with the same applied index (at one look, at most ${mostBehind} entries behind)`,
  plainly: () => ({
    held: "every etcd member was healthy at the end and agreed with the others",
    broken: "not every etcd member was healthy at the end, or they did not agree",
  }),
  judge(_, facts) {
    const { cluster } = facts;
    const readings = facts.eventsOf("etcd").filter((event) => event.when === "end");
    const last = readings.at(-1);
    if (last === undefined) return inconclusive("etcd's members were not asked at the end");
    if (cluster === undefined) return inconclusive("the journal does not say how many members there should be");
    const wanted = etcdNodes(cluster).map(({ short }) => short);
    if (wanted.length === 0) return inconclusive("the topology has no etcd member");
    const nodes = new Set(last.members.map(({ node }) => shortName(cluster, node)));
    const ids = new Set(last.members.map(({ memberId }) => memberId));
    const absent = wanted.filter((node) => !nodes.has(node));
    const strangers = last.members.length !== wanted.length || ids.size !== wanted.length;
    if (absent.length > 0 || strangers || last.healthy !== wanted.length) {
      const without = absent.length === 0 ? "" : `, none on ${listing(absent)}`;
      return fail(
        last.at,
        `${ids.size} of ${counted(wanted.length, "member")} answered${without}, ${last.healthy} healthy`,
      );
    }
    const leaders = new Set(last.members.map((member) => member.leaderId));
    const terms = new Set(last.members.map((member) => member.term));
    if (leaders.size > 1 || !ids.has([...leaders][0] ?? "") || terms.size > 1) {
      return fail(last.at, `the members do not agree: ${last.members.map(describeMember).join("; ")}`);
    }
    return judgeIndex(readings, last);
  },
  stories,
});
export default definition;

/** Promises that at the end every etcd member is there, agrees on the leader and has applied the same. */
export const membersHealthy = definition.spec;

/**
 * A live cluster goes on writing while its members are asked one after another, so a single reading may differ by a
 * little. What counts is that every member came to apply what any of them had applied at the first reading.
 */
function judgeIndex(readings: readonly EventOf<"etcd">[], last: EventOf<"etcd">): Judgement {
  const indexes = last.members.map((member) => member.appliedIndex);
  const ahead = Math.max(...(readings[0]?.members ?? []).map((member) => member.appliedIndex));
  const behind = last.members.filter((member) => member.appliedIndex < ahead);
  const agreed = `${counted(last.members.length, "member")} of one leader in term ${last.members[0]?.term}`;
  if (new Set(indexes).size === 1) {
    return { outcome: "pass", summary: `${agreed}, applied index ${indexes[0]} on all`, marks: [] };
  }
  if (behind.length === 0) {
    return { outcome: "pass", summary: `${agreed}, all have applied index ${ahead}`, marks: [] };
  }
  const words = `applied index ${ahead} not reached by ${listing(behind.map(describeMember))}`;
  const farthest = ahead - Math.min(...behind.map((member) => member.appliedIndex));
  if (farthest > mostBehind) return fail(last.at, `${words}: more than ${mostBehind} entries behind`);
  return readings.length > 1 ? fail(last.at, words) : inconclusive(`${words}; read once only, they may be just behind`);
}

function describeMember(member: EtcdMember): string {
  return `${member.node}: leader ${member.leaderId}, term ${member.term}, applied ${member.appliedIndex}`;
}

function fail(at: number, summary: string): Judgement {
  return { outcome: "fail", summary, marks: [{ from: at, text: summary }] };
}

function stories(): Stories {
  const told = (...members: EtcdMember[]): Story => ({
    lanes: ["readyz/control-plane/new"],
    guarantees: [membersHealthy()],
    events: [{ type: "etcd", at: 12_010, when: "end", members, healthy: members.length }],
  });
  const [first, second, third] = ["control-plane", "control-plane2", "control-plane3"] as const;
  return {
    pass: told(member(first), member(second), member(third)),
    fail: told(member(first), member(second)),
    inconclusive: told(member(second), member(third), member(first, { appliedIndex: 2_139 })),
  };
}
