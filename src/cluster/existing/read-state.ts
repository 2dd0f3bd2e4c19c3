import { z } from "zod";
import type { Engine } from "../../host/engine.ts";
import { controlPlanes, type Node } from "../../model/cluster.ts";
import { messageOf, PlatformError } from "../../model/errors.ts";
import { describePlace } from "../../model/node-addresses.ts";
import { kubectl } from "../../node-tools/kubectl.ts";
import { scriptWords } from "../../node-tools/script.ts";
import type { ClusterState } from "./cluster-state.ts";

/** What is needed of an engine to read a state. */
export type ReadingEngine = Pick<Engine, "exec" | "inspect">;

const nodesSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        unschedulable: z.boolean().default(false),
        taints: z.array(z.object({ key: z.string(), value: z.string().default(""), effect: z.string() })).default([]),
      }),
      status: z.object({
        conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
        nodeInfo: z.object({ kubeletVersion: z.string() }),
      }),
    }),
  ),
});
const namespacesSchema = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });

/** Prints the digest of each manifest. */
const manifestScript = "cd /etc/kubernetes/manifests 2>/dev/null && sha256sum -- *.yaml 2>/dev/null; true";
/**
 * Kubernetes' own chains come and go with its programs, which is no fault's work; so does what the pod network puts into
 * other tables than mangle, of which only chains of this project count. A queue's count of users is none.
 */
const rulesScript = [
  'for tool in iptables ip6tables; do rules=$($tool -w 5 -t mangle -S 2>/dev/null) || continue; echo "$rules" | grep -v KUBE- | sed "s/^/$tool /"; done',
  'for tool in iptables ip6tables; do for table in nat filter; do $tool -w 5 -t $table -S 2>/dev/null | grep KIND-CHAOS | sed "s/^/$tool $table /"; done; done',
  "tc qdisc show dev eth0 | sed 's/ refcnt [0-9]*//'",
].join("\n");

/** The state of a cluster now; throws PlatformError where a part of it cannot be read. */
export async function readState(engine: ReadingEngine, nodes: readonly Node[]): Promise<ClusterState> {
  const planes = controlPlanes({ nodes });
  const machines = nodes.filter(({ role }) => role === "control-plane" || role === "worker");
  const ofEach = async <T>(some: readonly Node[], read: (node: Node) => Promise<T>) =>
    Object.fromEntries(await Promise.all(some.map(async (node) => [node.name, await read(node)] as const)));
  const lines = async ({ name }: Node, script: string) =>
    (await printed(engine, name, scriptWords(script))).split("\n").filter((line) => line.trim() !== "");
  return {
    containers: await ofEach(nodes, async ({ name }) => {
      const state = await engine.inspect(name);
      const { id, running, paused } = state;
      return { id, state: running ? (paused ? "paused" : "running") : "stopped", at: describePlace(state) };
    }),
    nodes: nodesIn(await asked(engine, planes, "nodes")),
    namespaces: namespacesIn(await asked(engine, planes, "namespaces")),
    manifests: await ofEach(machines, async (node) => manifestsIn(await lines(node, manifestScript))),
    rules: await ofEach(machines, (node) => lines(node, rulesScript)),
  };
}

/** A list of objects as the first control plane's kubectl prints it that answers. */
async function asked(engine: ReadingEngine, planes: readonly Node[], what: string): Promise<unknown> {
  let last: unknown = new PlatformError("cluster-state", "there is no control plane");
  for (const { name } of planes) {
    try {
      return JSON.parse(await printed(engine, name, kubectl("get", what, "-o", "json")));
    } catch (error) {
      last = error;
    }
  }
  throw new PlatformError("cluster-state", `no control plane lists the ${what}: ${messageOf(last)}`, { cause: last });
}

async function printed(engine: ReadingEngine, node: string, argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await engine.exec(node, argv);
  if (exitCode !== 0) throw new PlatformError("cluster-state", `${node} does not tell its state: ${stderr.trim()}`);
  return stdout;
}

function nodesIn(list: unknown): ClusterState["nodes"] {
  const { items } = nodesSchema.parse(list);
  return Object.fromEntries(
    items.map(({ metadata, spec, status }) => [
      metadata.name,
      {
        ready: status.conditions.some(({ type, status: is }) => type === "Ready" && is === "True"),
        cordoned: spec.unschedulable,
        kubelet: status.nodeInfo.kubeletVersion,
        taints: spec.taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`).toSorted(),
      },
    ]),
  );
}

function namespacesIn(list: unknown): string[] {
  return namespacesSchema
    .parse(list)
    .items.map(({ metadata }) => metadata.name)
    .toSorted();
}

/** The lines of sha256sum, each turned into name and sum. */
function manifestsIn(lines: readonly string[]): string[] {
  return lines.map((line) => {
    const [sum = "", name = ""] = line.split(/\s+\*?/, 2);
    return `${name} ${sum}`;
  });
}
