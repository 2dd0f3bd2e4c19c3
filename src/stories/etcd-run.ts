import type { EtcdMember } from "../model/event.ts";
import type { GuaranteeSpec } from "../model/guarantee.ts";
import { down, killFault } from "./fates.ts";
import type { Story } from "./story.ts";
import { storyBackends } from "./story-cluster.ts";

const memberIds: Readonly<Record<string, string>> = {
  "control-plane": "fd422379fda50e48",
  "control-plane2": "8e9e05c52164694d",
  "control-plane3": "91bc3c398fb3c146",
};

/** The etcd member of a control plane, healthy and led by that of the second. */
export function member(node: string, change: Partial<EtcdMember> = {}): EtcdMember {
  return {
    node,
    memberId: memberIds[node] ?? node,
    leaderId: "8e9e05c52164694d",
    term: 5,
    raftIndex: 2_140,
    appliedIndex: 2_140,
    ...change,
  };
}

/** The members tell of leader 8e… in term 4 until an election so long after the kill, then of 91… in term 5. */
export function elected(tookMs: number, guarantee: GuaranteeSpec): Story {
  return {
    lanes: storyBackends.map((name) => `etcd-status/${name}/reused`),
    guarantees: [guarantee],
    events: [{ type: "etcd", at: 1, when: "begin", members: storyBackends.map((node) => member(node)), healthy: 3 }],
    fault: killFault,
    fate: ({ at, lane, number }) => {
      const term = at < 4_000 + tookMs ? 4 : 5;
      if (lane.includes("control-plane2") && at > 4_000 && at < 7_000) return down;
      return { revision: term, detail: `${term === 4 ? "8e9e05c52164694d" : "91bc3c398fb3c146"} ${2_000 + number}` };
    },
  };
}
