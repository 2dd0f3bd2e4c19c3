import { ejectedWithin } from "../../src/guarantees/ejected-within.ts";
import { leaderWithin } from "../../src/guarantees/leader-within.ts";
import { maxOutage } from "../../src/guarantees/max-outage.ts";
import { membersHealthy } from "../../src/guarantees/members-healthy.ts";
import { noFailures } from "../../src/guarantees/no-failures.ts";
import { noLostWrites } from "../../src/guarantees/no-lost-writes.ts";
import { oneLeader } from "../../src/guarantees/one-leader.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import type { EtcdMember, JournalEvent } from "../../src/model/event.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { laneStories } from "./lane-stories.ts";
import { objectStories } from "./object-stories.ts";
import { quorumStories } from "./quorum-stories.ts";
import { type Attempt, type Fate, type Story, type StoryFault, storyBackends } from "./timeline-builder.ts";
import { watchStories } from "./watch-stories.ts";
import { workloadStories } from "./workload-stories.ts";

const kill: StoryFault = { id: "kill", injectingAt: 4_000, activeAt: 4_100, healedAt: 7_000, steadyAt: 10_500 };
const held: StoryFault = { ...kill, id: "held", healingAt: 8_800, healedAt: 9_400 };
const election = { derived: "etcd-election" } as const;
const ejection = { derived: "load-balancer-ejection" } as const;
const down: Fate = { outcome: "failed", error: "refused", latencyMs: 3 };
const hang: Fate = { outcome: "failed", error: "hang", latencyMs: 3_000 };

/** Attempts between two moments, milliseconds after the injection, come to this end. */
function between(
  from: number,
  to: number,
  fate: Fate,
  also: (attempt: Attempt) => boolean = () => true,
): Story["fate"] {
  return (attempt) => (attempt.at >= 4_000 + from && attempt.at < 4_000 + to && also(attempt) ? fate : undefined);
}

const atTarget = (attempt: Attempt) => attempt.backend === 1;

const outage = (fate: Story["fate"]): Story => ({
  lanes: ["write/api/new", "write/api/reused"],
  guarantees: [maxOutage({ lanes: "write/api/*", during: "kill", limit: election })],
  fault: kill,
  fate,
});

const failures = (fate: Story["fate"], lanes = ["quorum-read/api/reused", "cached-read/api/reused"]): Story => ({
  lanes,
  guarantees: [noFailures({ lanes: "*/api/reused", during: "held", exceptPinnedTo: "target" })],
  fault: held,
  fate,
});

const ejected = (fate: Story["fate"], limit: string | typeof ejection = ejection): Story => ({
  lanes: ["quorum-read/api/new", "write/api/new"],
  guarantees: [ejectedWithin({ during: "held", limit })],
  fault: held,
  fate,
});

const statusLanes = storyBackends.map((name) => `etcd-status/${name}/reused`);

/** The members tell of leader 8e… in term 4 until an election, then of 91… in term 5, unless a story says otherwise. */
const elected = (tookMs: number, limit: string | typeof election = election): Story => ({
  lanes: statusLanes,
  guarantees: [leaderWithin({ during: "kill", limit })],
  events: [{ type: "etcd", at: 1, when: "begin", members: storyBackends.map((node) => member(node)), healthy: 3 }],
  fault: kill,
  fate: ({ at, lane, number }) => {
    const term = at < 4_000 + tookMs ? 4 : 5;
    if (lane.includes("control-plane2") && at > 4_000 && at < 7_000) return down;
    return { revision: term, detail: `${term === 4 ? "8e9e05c52164694d" : "91bc3c398fb3c146"} ${2_000 + number}` };
  },
});

const memberIds: Readonly<Record<string, string>> = {
  "control-plane": "fd422379fda50e48",
  "control-plane2": "8e9e05c52164694d",
  "control-plane3": "91bc3c398fb3c146",
};

const member = (node: string, change: Partial<EtcdMember> = {}): EtcdMember => ({
  node,
  memberId: memberIds[node] ?? node,
  leaderId: "8e9e05c52164694d",
  term: 5,
  raftIndex: 2_140,
  appliedIndex: 2_140,
  ...change,
});

const members = (list: readonly EtcdMember[]): Story => ({
  lanes: ["readyz/control-plane/new"],
  guarantees: [membersHealthy()],
  events: [{ type: "etcd", at: 12_010, when: "end", members: [...list], healthy: list.length }],
});

/** Every write's token in every API server's audit, except what `keep` takes out. */
function audited(
  story: Omit<Story, "guarantees" | "lanes">,
  keep: (token: string, server: string) => boolean,
  servers = storyBackends,
): Story {
  const writes = Array.from({ length: 120 }, (_, number) => [`written-0-0-${number % 8}`, `0-${number}`] as const);
  const events = servers.map((server): JournalEvent => {
    const objects: Record<string, string[]> = {};
    for (const [object, token] of writes)
      if (keep(token, server)) objects[object] = [...(objects[object] ?? []), token];
    return { type: "written-objects", at: 12_020, apiServer: server, complete: true, objects };
  });
  return { lanes: ["write/api/new"], guarantees: [noLostWrites()], events, ...story };
}

const recovered = (steadyAt: number | undefined, limit: string): Story => {
  const { steadyAt: _, ...fault } = held;
  return {
    lanes: ["readyz/control-plane/new"],
    guarantees: [recoveredWithin({ during: "held", limit })],
    fault: steadyAt === undefined ? fault : { ...fault, steadyAt },
    events:
      steadyAt === undefined
        ? [
            {
              type: "steady-state",
              at: 11_900,
              when: "after",
              faultId: "held",
              ok: false,
              checks: [{ name: "nodes", ok: false, detail: "5 of 6 Ready" }],
            },
          ]
        : [],
  };
};

/** For every guarantee a run that keeps it, one that breaks it, and one that shows neither. */
export const fixtureStories: Readonly<Record<string, Readonly<Record<Outcome, Story>>>> = {
  ...laneStories,
  ...objectStories,
  "max-outage": {
    pass: outage(between(0, 1_600, down)),
    fail: outage(between(0, 4_600, hang)),
    inconclusive: outage(between(0, 3_980, hang, (attempt) => attempt.at > 4_060)),
  },
  "no-failures": {
    pass: failures(undefined),
    fail: failures(between(500, 560, down)),
    inconclusive: failures((attempt) => ({ backend: 1, ...(between(0, 4_000, down)?.(attempt) ?? {}) })),
  },
  "ejected-within": {
    pass: ejected(between(0, 3_200, hang, atTarget)),
    fail: ejected(between(0, 4_400, hang, atTarget), "3s"),
    inconclusive: ejected(between(0, 4_790, hang, atTarget)),
  },
  "leader-within": {
    pass: elected(1_300),
    fail: elected(5_200),
    inconclusive: elected(1_300, "1250ms"),
  },
  "one-leader": {
    pass: { ...elected(1_300), guarantees: [oneLeader()] },
    fail: {
      ...elected(1_300),
      guarantees: [oneLeader()],
      fate: ({ at, lane, number }) =>
        at > 5_000 && lane.includes("control-plane3") ? { detail: `91bc3c398fb3c146 ${2_000 + number}` } : undefined,
    },
    inconclusive: { lanes: ["readyz/control-plane/new"], guarantees: [oneLeader()] },
  },
  ...watchStories,
  ...workloadStories,
  ...quorumStories,
  "members-healthy": {
    pass: members(storyBackends.map((node) => member(node))),
    fail: members([member("control-plane"), member("control-plane2")]),
    inconclusive: members([
      ...storyBackends.slice(1).map((node) => member(node)),
      member("control-plane", { appliedIndex: 2_139 }),
    ]),
  },
  "no-lost-writes": {
    pass: audited(
      { fault: kill, fate: between(0, 300, { outcome: "unknown", error: "reset" }) },
      (token) => token !== "0-40",
    ),
    fail: audited({}, (token, server) => token !== "0-77" || server !== "control-plane3"),
    inconclusive: audited({}, () => true, storyBackends.slice(0, 2)),
  },
  "recovered-within": {
    pass: recovered(10_500, "5s"),
    fail: recovered(undefined, "2s"),
    inconclusive: recovered(10_500, "1s"),
  },
};
