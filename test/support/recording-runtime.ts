import type { Cluster, Node } from "../../src/model/cluster.ts";
import type { FaultContext } from "../../src/model/fault.ts";
import type {
  ContainerRuntime,
  ContainerState,
  ExecResult,
  MemoryUse,
  NodeRuntime,
  OutOfMemory,
  Throttling,
} from "../../src/model/node-runtime.ts";
import { checkedRuntime, lookScript } from "../../src/node-tools/checked-runtime.ts";

const shorts = ["control-plane", "control-plane2", "control-plane3", "worker", "worker2", "worker3", "lb"];

/** Three control planes, three workers and a load balancer, as no engine has them. */
export const cluster: Cluster = {
  name: "kc-x",
  network: "kc-x",
  topology: "ha-3cp-3w",
  profile: "fast",
  kubernetes: "1.37.2",
  kind: "kind",
  nodeImage: "node",
  loadBalancerImage: "lb",
  nodes: shorts.map((short, index): Node => {
    const role = short === "lb" ? "load-balancer" : short.startsWith("control") ? "control-plane" : "worker";
    const zone = role === "load-balancer" ? {} : { zone: "abc"[index % 3] ?? "" };
    const ports: Node["ports"] = role === "worker" ? {} : { "6443": 30_000 + index };
    return { name: `kc-x-${short}`, short, role, containerId: short, address: `172.30.0.${index + 2}`, ports, ...zone };
  }),
};

/** The node of that name, hit alone or together with others. */
export function context(short: string, others: readonly string[] = []): FaultContext {
  const find = (name: string) => cluster.nodes.find((node) => node.short === name) as Node;
  return { node: find(short), targets: [short, ...others].map(find), cluster };
}

/** A node's container as an engine tells it while it runs. */
export function stateOf(name: string): ContainerState {
  const node = cluster.nodes.find((other) => other.name === name);
  return {
    id: node?.containerId ?? "another",
    hostname: name,
    running: true,
    paused: false,
    exitCode: 0,
    restartCount: 0,
    startedAt: "2026-11-23T10:00:00Z",
    address: node?.address ?? "172.30.0.3",
  };
}

/** What a look asks for, without the words around it that prove that it ran; undefined for a command that is no look. */
export function askedFor(argv: readonly string[]): { readonly mark: string; readonly own: string[] } | undefined {
  const [shell, flag, script, mark = "", ...own] = argv;
  return shell === "sh" && flag === "-c" && script === lookScript ? { mark, own } : undefined;
}

/** A command's answer as it comes from a node of that name, between the words that prove that it ran there. */
export function ranOn(node: string, mark: string, { exitCode, stdout, stderr }: ExecResult): ExecResult {
  return { exitCode, stdout: `${mark} ${node}\n${stdout}\n${mark} ${exitCode}\n`, stderr };
}

/**
 * A runtime that knows what it was told and nothing else, and all that it was asked: "node: the command", "node:
 * inspect", "node: throttling", "node: memory", "node: out of memory since …", "port: tls".
 */
export interface RecordingRuntime extends NodeRuntime {
  readonly asked: readonly string[];
}

/** What an engine is told to count of a container, where a test is about that. */
export interface Told {
  readonly throttling?: Throttling;
  /** In so many periods it waits from then on, where that is asked. */
  readonly next?: number;
  readonly memory?: MemoryUse;
  readonly outOfMemory?: OutOfMemory;
}

/** What a command comes to; of several answers the first, then the next, and the last from then on. */
type Answer = Partial<ExecResult> | readonly Partial<ExecResult>[];

/**
 * Returns for a command what is told under the first key that is found among its words; refuses commands that no key is
 * for, a look at a container without a state, one at a port without word of TLS and one at CPU time without a count, so that
 * no evidence rests on what nobody meant.
 */
export function recordingRuntime(
  answers: Readonly<Record<string, Answer>>,
  state?: Partial<ContainerState>,
  tls?: boolean,
  told: Throttling | Told = {},
): RecordingRuntime {
  const { throttling, next, memory, outOfMemory }: Told = "throttledMs" in told ? { throttling: told } : told;
  const asked: string[] = [];
  const times = new Map<string, number>();
  const answerOf = (key: string): Partial<ExecResult> | undefined => {
    const told = answers[key];
    if (!Array.isArray(told)) return told as Partial<ExecResult> | undefined;
    const time = times.get(key) ?? 0;
    times.set(key, time + 1);
    return told[Math.min(time, told.length - 1)];
  };
  const refuse = (what: string) => new Error(`the test says nothing of: ${what}`);
  const containers: ContainerRuntime = {
    exec: async (node, argv) => {
      const { mark, own } = askedFor(argv) ?? { own: argv };
      const words = `${node}: ${own.join(" ")}`;
      asked.push(words);
      const key = Object.keys(answers).find((word) => own.join(" ").includes(word));
      if (key === undefined) throw refuse(words);
      const answer = { exitCode: 0, stdout: "", stderr: "", ...answerOf(key) };
      return mark === undefined ? answer : ranOn(node, mark, answer);
    },
    inspect: async (node) => stateOf(node),
    memory: async (node) => {
      asked.push(`${node}: memory`);
      if (memory === undefined) throw refuse(`${node}: memory`);
      return memory;
    },
    outOfMemory: async (node, since) => {
      asked.push(`${node}: out of memory since ${since}`);
      if (outOfMemory === undefined) throw refuse(`${node}: out of memory`);
      return outOfMemory;
    },
    throttling: async (node, withinMs) => {
      asked.push(`${node}: throttling${withinMs === undefined ? "" : ` within ${withinMs}`}`);
      if (throttling === undefined || (withinMs !== undefined && next === undefined))
        throw refuse(`${node}: throttling`);
      return withinMs === undefined ? throttling : { throttledPeriods: next ?? 0, throttledMs: 950 };
    },
    answersTls: async (port) => {
      asked.push(`${port}: tls`);
      if (tls === undefined) throw refuse(`${port}: tls`);
      return tls;
    },
  };
  return {
    ...checkedRuntime(containers, cluster),
    asked,
    inspect: async (node) => {
      asked.push(`${node}: inspect`);
      if (state === undefined) throw refuse(`${node}: inspect`);
      return { ...stateOf(node), ...state };
    },
  };
}
