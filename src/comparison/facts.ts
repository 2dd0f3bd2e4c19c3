import type { ApplicationSet } from "../model/application-state.ts";
import { kubernetesOf } from "../model/cluster.ts";
import { formatMs } from "../model/duration.ts";
import type { ComparedRun } from "./compared-run.ts";

/** Facts of a host that say what class of machine it is. */
const machineFacts: readonly string[] = ["cpus", "memoryGiB", "platform"];

/** The class of machine that a run was made on: what lengths of time are compared within. */
export function machineOf({ host }: Pick<ComparedRun, "host">): string {
  const { cpus = "?", memoryGiB = "?", platform = "?" } = host;
  return `${cpus} CPUs, ${memoryGiB} GiB, ${platform}`;
}

/** On what a run was made: topology and timings, or the server of a monitor. */
export function ranOn({ cluster, server }: ComparedRun): string {
  if (cluster !== null) return `${cluster.topology}, ${cluster.profile} timings`;
  return server === null ? "no cluster came to be" : server.url;
}

/** Under what one run was made, by names that begin with what it is about; the order is that in which they are told. */
export function factsOf(run: ComparedRun): Record<string, string> {
  const { application, cluster, server, host, harness, steps, settings, verdicts } = run;
  const images = Object.entries(host).filter(([name]) => !machineFacts.includes(name));
  const limits = verdicts.flatMap(({ id, limitMs }) =>
    limitMs === undefined ? [] : [[`limit: ${id}`, formatMs(limitMs)]],
  );
  return {
    machine: machineOf(run),
    "kind-chaos": harness,
    "topology and timings": ranOn(run),
    kubernetes: cluster === null ? (server?.kubernetes ?? "none") : kubernetesOf(cluster),
    ...(cluster === null
      ? {}
      : {
          "image: node": cluster.nodeImage,
          "image: load balancer": cluster.loadBalancerImage ?? "none",
          ...(cluster.balancerImage === undefined ? {} : { "image: load balancers": cluster.balancerImage }),
        }),
    ...Object.fromEntries(images.map(([name, value]) => [`image: ${name}`, String(value)])),
    ...Object.fromEntries(leavesOf(settings ?? {}, "setting: ")),
    ...(application === undefined ? {} : { application: application.begin.map(tellSet).join(", ") }),
    steps: steps.join("; "),
    ...Object.fromEntries(limits),
  };
}

function tellSet({ kind, name, wanted }: ApplicationSet): string {
  return `${kind} ${name} of ${wanted}`;
}

/** The facts of several runs: of each the values that it had, in their order. */
export function factsOfAll(runs: readonly ComparedRun[]): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const run of runs)
    for (const [name, value] of Object.entries(factsOf(run)))
      found.set(name, (found.get(name) ?? new Set()).add(value));
  return Object.fromEntries([...found].map(([name, values]) => [name, [...values].toSorted()]));
}

/** The values in a nested object, each with its path. */
function leavesOf(value: unknown, path: string): [string, string][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path.endsWith(": ") ? `${path}${key}` : `${path}.${key}`),
  );
}
