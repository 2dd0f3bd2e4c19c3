import { basename } from "node:path";
import { readInputFile } from "../host/input-file.ts";
import { readYamlText } from "../host/yaml-text.ts";
import { UsageError } from "../model/errors.ts";
import { type KindConfig, kindConfigSchema, type PlannedNode, type Topology } from "../model/topology.ts";
import { externalMembers } from "./external-etcd-config.ts";
import { brokenPatch } from "./kubeadm-patches.ts";
import { withPublishedPorts } from "./published-ports.ts";

const zoneLabel = "topology.kubernetes.io/zone";

/** Far longer than any kind configuration, patches included; a parser takes a second for as many keys at worst. */
const mostBytes = 2 ** 17;

/** Reads a kind configuration; throws UsageError with file, line and reason when it is none. */
export function readTopology(file: string): Topology {
  return parseTopology(readInputFile(file, { mostBytes }), file);
}

/** The topology of a kind configuration's text, with the ports that lanes need published; `file` is named in errors. */
export function parseTopology(text: string, file: string): Topology {
  const { value, lineOf } = readYamlText(text, file);
  const parsed = kindConfigSchema.safeParse(value);
  const refuse = (path: readonly PropertyKey[], reason: string | undefined) => {
    throw new UsageError(`${file}:${lineOf(path)}: ${path.join(".") || "the file"}: ${reason}`);
  };
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(issue?.path ?? [], issue?.message);
  }
  const lack = lackOf(parsed.data);
  if (lack !== undefined) throw refuse(lack.path, lack.reason);
  return describe(withPublishedPorts(parsed.data), file);
}

/** What kind would refuse late or the harness cannot start. Undefined where nothing is missing. */
function lackOf(config: KindConfig): { path: readonly PropertyKey[]; reason: string } | undefined {
  const broken = brokenPatch(config);
  if (broken !== undefined) return broken;
  const external = externalMembers(config);
  if (typeof external === "string") return { path: ["kubeadmConfigPatches"], reason: external };
  const served = config.nodes.some(({ role }) => role === "control-plane");
  return served ? undefined : { path: ["nodes"], reason: "has no control plane" };
}

function describe(config: KindConfig, file: string): Topology {
  const nodes = plannedNodes(config);
  return {
    name: basename(file).replace(/\.ya?ml$/, ""),
    file,
    config,
    controlPlanes: nodes.filter((node) => node.role === "control-plane").length,
    workers: nodes.filter((node) => node.role === "worker").length,
    nodes,
    zones: [...new Set(nodes.flatMap(({ zone }) => zone ?? []))].toSorted(),
  };
}

/**
 * Returns the nodes with the names that kind will give them: it counts each role in the order of the configuration, and
 * the first has no number. External etcd members have the harness's names. A load balancer is there from two control
 * planes on.
 */
function plannedNodes(config: KindConfig): PlannedNode[] {
  const counts = { "control-plane": 0, worker: 0 };
  const nodes = config.nodes.map(({ role, labels }): PlannedNode => {
    const number = ++counts[role];
    return { short: number === 1 ? role : `${role}${number}`, role, zone: labels?.[zoneLabel] };
  });
  const external = [externalMembers(config)].flat().map((short): PlannedNode => ({ short, role: "etcd" }));
  const balancers = counts["control-plane"] > 1 ? [{ short: "lb", role: "load-balancer" } as const] : [];
  return [...nodes, ...external, ...balancers];
}
