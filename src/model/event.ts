import type { z as zod } from "zod";
import { actionSchema } from "./action.ts";
import { applicationStateSchema } from "./application-state.ts";
import { clusterSchema } from "./cluster.ts";
import { escalationStageSchema } from "./escalation.ts";
import { expectedSchema } from "./expected.ts";
import { ownLimitSchema } from "./guarantee.ts";
import { laneSchema, watchLaneSchema } from "./lane.ts";
import { machineSharesSchema } from "./machine.ts";
import { mythSchema } from "./myth.ts";
import { namedSchema } from "./pod-names.ts";
import { planStepSchema } from "./run-plan.ts";
import { serverSchema } from "./server.ts";
import { settingsSchema } from "./settings.ts";
import { strict as z } from "./strict.ts";
import { hindranceSchema, nodeLookSchema, serverLookSchema, unreadSchema, upgradeParts } from "./upgrade-look.ts";
import { isWatchRow, type WatchRow } from "./watch.ts";

/** The longest run, milliseconds: 366 days. */
export const longestRunMs = 366 * 86_400_000;

/** The longest text of a journal, characters: a stack, or what a command printed, fits. */
export const longestText = 16_384;

const at = z.number().min(0).max(longestRunMs);
const text = z.string().max(longestText);
const evidence = z.object({ proven: z.boolean(), detail: text });
/** How long after a fault's injection, or work, had begun, milliseconds; not there in converted journals. */
const sinceMs = z.number().nonnegative().optional();
const check = z.object({ name: text, ok: z.boolean(), detail: text });

/** The version of the journal's format that is written and read; a journal of another is refused. */
export const journalVersion = 3;

/** State of one etcd member, as it said itself. */
export const etcdMemberSchema = z.object({
  node: z.string(),
  memberId: z.string(),
  leaderId: z.string(),
  term: z.number(),
  raftIndex: z.number(),
  appliedIndex: z.number(),
  /** It has no vote yet. */
  learner: z.boolean().optional(),
});
export type EtcdMember = zod.infer<typeof etcdMemberSchema>;

/** One pod as the API told of it. */
export const podSchema = z.object({
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  /** Short name of its node; empty while it has none. */
  node: z.string(),
  phase: z.string(),
  ready: z.boolean(),
  restarts: z.number().int(),
  /** Kind of what made it: "ReplicaSet", "DaemonSet", "Node" for a static pod's mirror; empty where nothing did. */
  owner: z.string(),
  /** It is being deleted. */
  deleting: z.boolean(),
  /** How long it stays on a node that is gone, milliseconds; not there where it stays for ever. */
  tolerationMs: z.number().optional(),
});
export type Pod = zod.infer<typeof podSchema>;

/**
 * Every line of a journal that is not a sample. `at` is milliseconds since the run's start on the monotonic clock.
 * `run-start` comes first, `run-end` last; a journal without the latter is of a run that died, until somebody gives it
 * its end.
 */
export const eventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("run-start"),
    at,
    version: z.literal(journalVersion),
    run: z.string(),
    scenario: z.string(),
    summary: z.string(),
    startedAt: z.string(),
    seed: z.number().int(),
    /** The arguments that make this run again; not there in older journals, and where a cluster is monitored. */
    asked: z.array(z.string()).optional(),
    harness: z.string(),
    node: z.string(),
    host: z.record(z.string(), z.union([z.string(), z.number()])),
    /** The steps in words for people. */
    steps: z.array(z.string()),
    /** The ids of all lanes that the run is to have, before anything was done for it; not there in converted journals. */
    lanes: z.array(z.string()).optional(),
    /** The steps as what happened is held against them; not there where a cluster is monitored. */
    plan: z.array(planStepSchema).optional(),
    /** The belief that the scenario puts to the test. */
    myth: mythSchema.optional(),
    guarantees: z.array(
      z.object({
        id: z.string(),
        guarantee: z.string(),
        params: z.record(z.string(), z.unknown()),
        primary: z.literal(true).optional(),
        ownLimit: ownLimitSchema.optional(),
      }),
    ),
  }),
  z.object({
    type: z.literal("cluster"),
    at,
    cluster: clusterSchema,
    reused: z.boolean(),
    /** Why a cluster that was there was replaced by this new one. */
    replaced: z.string().optional(),
  }),
  z.object({ type: z.literal("server"), at, server: serverSchema }),
  /** A look at a cluster that somebody else upgrades which showed something new; the first one has all that there is. */
  z.object({
    type: z.literal("upgrade-look"),
    at,
    part: z.enum(upgradeParts),
    /** When it was asked for: it shows a moment between then and `at`. */
    askedAt: at,
    /** When the last look was asked for that could read this part: what is new came after that. Not there of the first. */
    previousAt: at.optional(),
    /** What is new, or otherwise than before. */
    nodes: z.array(nodeLookSchema).optional(),
    servers: z.array(serverLookSchema).optional(),
    hindrances: z.array(hindranceSchema).optional(),
    /** What is not there any more: names of nodes or API servers, ids of hindrances. */
    gone: z.array(text).optional(),
    /** All of this part that cannot be read, where that is new. */
    unread: z.array(unreadSchema).optional(),
  }),
  /** How often each part was looked at; told when it ends. */
  z.object({
    type: z.literal("upgrade-looked"),
    at,
    parts: z.array(
      z.object({
        part: z.enum(upgradeParts),
        looks: z.int().nonnegative(),
        /** Of them, those that could read nothing. */
        failed: z.int().nonnegative(),
        /** The longest time from one look that could read to the next, or to the end. */
        longestMs: z.number().nonnegative(),
        /** When the last one that could read was asked for. */
        lastAt: at.optional(),
      }),
    ),
  }),
  z.object({
    type: z.literal("settings"),
    at,
    settings: settingsSchema,
    /** They are read once more when the last steady state holds. */
    again: z.literal(true).optional(),
  }),
  /** The same, read once more: limits were computed from the first; why, where they could not be read. */
  z.object({
    type: z.literal("settings-end"),
    at,
    settings: settingsSchema.optional(),
    problem: z.string().optional(),
  }),
  z.object({
    type: z.literal("lanes"),
    at,
    lanes: z.array(laneSchema),
    backends: z.array(z.string()),
    watches: z.array(watchLaneSchema).optional(),
  }),
  /** The lanes are about to be started: the first period of every lane begins `leadMs` milliseconds after this. */
  z.object({ type: z.literal("probing-begin"), at, leadMs: z.number() }),
  /** The lanes are about to be stopped: what was due until now is an attempt, the last of them end after this. */
  z.object({ type: z.literal("probing-end"), at }),
  z.object({
    type: z.literal("watch"),
    at,
    lane: z.number().int(),
    /** How many arrivals of the lane were journaled before these; not there where nobody counted. */
    first: z.int().nonnegative().optional(),
    /**
     * What arrived on the lane's stream; see src/model/watch.ts. A check of its own, because there may be a million.
     */
    arrivals: z.array(z.custom<WatchRow>(isWatchRow)),
  }),
  z.object({
    type: z.literal("workload"),
    at,
    namespace: z.string(),
    image: z.string(),
    /** The replicas when the lanes began, with the short names of their nodes. */
    replicas: z.array(z.object({ pod: z.string(), node: z.string() })),
    /** How many of them its budget lets a drain take away at once; all of them where it has none. */
    maxUnavailable: z.number().int(),
    /** Of an application of a person's own: what makes its pods and EndpointSlices. */
    named: z.array(namedSchema).max(1_000).optional(),
  }),
  /** The application of a person's own, with all that is in its namespace. */
  z.object({ type: z.literal("application"), at, when: z.enum(["begin", "end"]), ...applicationStateSchema.shape }),
  /** The application with its data on one node, when the lanes began. */
  z.object({ type: z.literal("store"), at, pod: z.string(), node: z.string(), image: z.string() }),
  /** What containers of the run's own namespace really ran on each node that could be asked, whatever the API said. */
  z.object({
    type: z.literal("containers"),
    at,
    /** "begin", "end", or the name of the fault that was held. */
    when: z.string(),
    nodes: z.array(
      z.object({
        node: z.string(),
        /** Not there where the node did not answer: it is down, or frozen. */
        pods: z.array(z.object({ name: z.string(), uid: z.string() })).optional(),
      }),
    ),
  }),
  /** What must be there from here on whenever the steady state is looked at, by its names. */
  z.object({ type: z.literal("expected"), at, expected: expectedSchema }),
  z.object({ type: z.literal("phase"), at, name: z.string(), edge: z.enum(["begin", "end"]) }),
  z.object({
    type: z.literal("steady-state"),
    at,
    when: z.enum(["before", "after", "end"]),
    faultId: z.string().optional(),
    ok: z.boolean(),
    checks: z.array(check),
    /** After a fault. */
    sinceMs,
  }),
  z.object({
    type: z.literal("fault-intent"),
    at,
    id: z.string(),
    fault: z.string(),
    description: z.string(),
    target: z.string(),
    nodes: z.array(z.string()),
    sustained: z.boolean(),
    /** No process of the nodes runs from the proof to the healing. */
    halts: z.boolean().optional(),
    /** The certificates that the nodes show are over from the injection to the healing. */
    expires: z.boolean().optional(),
    inject: z.array(actionSchema),
    undo: z.array(actionSchema),
    /** What of each node tells what was hit from what comes after it: its container, processes with their starts. */
    captured: z.array(z.record(z.string(), z.string())).optional(),
  }),
  z.object({ type: z.literal("fault-injecting"), at, id: z.string() }),
  z.object({
    type: z.literal("fault-active"),
    at,
    id: z.string(),
    evidence,
    sinceMs,
    /** How long after the injection began its own commands had ended: all was struck then, some of it perhaps before. */
    struckMs: z.number().nonnegative().optional(),
  }),
  z.object({ type: z.literal("fault-healing"), at, id: z.string(), sinceMs }),
  z.object({
    type: z.literal("fault-healed"),
    at,
    id: z.string(),
    evidence,
    sinceMs,
    /** How long after the healing began the undo's own commands had ended; not there where they did not succeed. */
    undoneMs: z.number().nonnegative().optional(),
  }),
  /** A fault is not seen to be gone: what more is done about it, begun at this moment. */
  z.object({ type: z.literal("escalation"), at, id: z.string(), stage: escalationStageSchema, detail: text }),
  z.object({
    type: z.literal("procedure"),
    at,
    id: z.string(),
    procedure: z.string(),
    description: z.string(),
    target: z.string(),
    nodes: z.array(z.string()),
    actions: z.array(actionSchema),
    /** Pods that are made anew because it was asked for: of which namespace, and how their names begin. */
    replaces: z.object({ namespace: z.string(), prefix: z.string() }).optional(),
    /** The version of Kubernetes that it gives its nodes, where it does: it is a stretch of the run of its own. */
    upgradesTo: z.string().optional(),
    /** That it is a stretch of the run of its own as an upgrade is, where it is none. */
    isStretch: z.boolean().optional(),
  }),
  z.object({ type: z.literal("procedure-done"), at, id: z.string(), evidence, sinceMs }),
  z.object({
    type: z.literal("etcd"),
    at,
    when: z.string(),
    members: z.array(etcdMemberSchema),
    healthy: z.number().int(),
  }),
  /** All pods of the cluster: at the run's begin, before work that makes pods anew, after work that adds some, at its end. */
  z.object({
    type: z.literal("pods"),
    at,
    when: z.enum(["begin", "work", "after-work", "end"]),
    pods: z.array(podSchema),
    /** At the end: how many evictions the cluster told of, each journaled before; not there where nobody read them. */
    evictions: z.int().nonnegative().optional(),
  }),
  /** An eviction that the cluster told of during the run, in its own words; read at the end. */
  z.object({
    type: z.literal("eviction"),
    at,
    namespace: z.string(),
    pod: z.string(),
    reason: z.string(),
    message: z.string(),
  }),
  z.object({
    type: z.literal("written-objects"),
    at,
    apiServer: z.string(),
    complete: z.boolean(),
    error: z.string().optional(),
    objects: z.record(z.string(), z.array(z.string())),
  }),
  z.object({
    type: z.literal("prober-health"),
    at,
    loopDelayP99Ms: z.number(),
    loopDelayMaxMs: z.number(),
    cpuShare: z.number(),
    lateStarts: z.number().int(),
    dropped: z.number().int(),
    memoryMb: z.number(),
    selfProbeFailures: z.number().int(),
    // What the machine was like since the reading before.
    ...machineSharesSchema.shape,
  }),
  z.object({ type: z.literal("restart"), at, node: z.string(), component: z.string(), expected: z.boolean() }),
  z.object({ type: z.literal("address-changed"), at, node: z.string(), from: z.string(), to: z.string() }),
  /** What the clock of the engine's machine said between `askedAt`, milliseconds since the run's start, and `at`. */
  z.object({ type: z.literal("engine-clock"), at, askedAt: at, told: z.iso.datetime() }),
  /** A published port, by its number in the node, that the engine leads nowhere any more. */
  z.object({ type: z.literal("port-lost"), at, node: z.string(), port: z.string() }),
  /** What somebody else than the harness did about what the run had broken, as the cluster's undo log says it. */
  z.object({
    type: z.literal("undo-deed"),
    at,
    /** `took-over`: the harness must break nothing more from here on. */
    deed: z.enum(["took-over", "healed", "not-healed"]),
    by: z.enum(["watchdog", "clean", "next-run"]),
    /** The fault; not there of a takeover, which is of the whole run. */
    id: z.string().optional(),
    /** When it was done, UTC; `at` is when it was journaled. */
    doneAt: z.iso.datetime(),
    detail: text,
  }),
  /** What a load balancer said of the virtual address that it shares; from before a fault until all is steady again. */
  z.object({
    type: z.literal("virtual-address"),
    at,
    /** How long it was asked, milliseconds: it had the address, or had not, at a moment of that time before `at`. */
    tookMs: z.number().nonnegative(),
    node: z.string(),
    /** Not there where it could not be asked. */
    has: z.boolean().optional(),
    /** Why it could not: it is down, or frozen. */
    silent: text.optional(),
  }),
  /** Who answered ARP for the virtual address, asked from the one that had it while the other could not be asked itself. */
  z.object({
    type: z.literal("arp-answers"),
    at,
    node: z.string(),
    /** The other one. */
    lost: z.string(),
    /** Whether a machine that was there answered for its own address: else silence says nothing. */
    control: z.boolean(),
    /** Short names of those that answered for the virtual one; a hardware address where it is nobody's that is known. */
    answered: z.array(z.string()),
  }),
  z.object({ type: z.literal("error"), at, code: z.string(), message: text }),
  z.object({ type: z.literal("note"), at, text }),
  z.object({
    type: z.literal("run-end"),
    at,
    reason: z.enum(["completed", "interrupted", "deadline", "failed", "died"]),
    /** How many events of each type were journaled before, but those of watches; not there in converted journals. */
    told: z.record(z.string(), z.int().nonnegative()).optional(),
  }),
]);
export type JournalEvent = zod.infer<typeof eventSchema>;

/** The event of one type. */
export type EventOf<Type extends JournalEvent["type"]> = Extract<JournalEvent, { type: Type }>;

/** An event without its time, as it is handed to who journals it. */
export type Untimed = JournalEvent extends infer Event
  ? Event extends JournalEvent
    ? Omit<Event, "at">
    : never
  : never;
