import { basename } from "node:path";
import { readInputBytes } from "../host/input-file.ts";
import { UsageError } from "../model/errors.ts";
import type { KindConfig, PlannedNode, Topology } from "../model/topology.ts";
import { externalMembers } from "./external-etcd-config.ts";
import { asHarnessNeeds } from "./harness-config.ts";
import { plannedLabels } from "./kind-file/component-arguments.ts";
import { readKindFile } from "./kind-file/kind-file.ts";
import { shortNames } from "./kind-file/kubeadm-config.ts";
import { KindFileProblem } from "./kind-file/problem.ts";
import { textOf } from "./kind-file/text-encoding.ts";
import { unbuildable } from "./unbuildable.ts";
import { balancerNames, balancersOf } from "./virtual-address/virtual-address-config.ts";

const zoneLabel = "topology.kubernetes.io/zone";

/** Far longer than any kind configuration, patches included; a parser takes a second for as many keys at worst. */
const mostBytes = 2 ** 17;

/** A version that plans are made for where nobody named one: what of a patch depends on it is looked at later. */
const newest = "1.37.0";

/** Reads a kind configuration; throws UsageError with file, line and reason when it is none. */
export function readTopology(file: string): Topology {
  const bytes = readInputBytes(file, { mostBytes });
  return refusedIn(file, () => parseTopology(textOf(bytes), file));
}

/** The topology of a kind configuration's text, with the ports published that lanes need; `file` is named in errors. */
export function parseTopology(text: string, file: string): Topology {
  return refusedIn(file, () => {
    const { config, lineOf } = readKindFile(text);
    const fault = unbuildable(config);
    if (fault !== undefined) throw new KindFileProblem(fault.path, fault.reason, lineOf(fault.path));
    return describe(config, file);
  });
}

function refusedIn(file: string, read: () => Topology): Topology {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof KindFileProblem)) throw error;
    const place = error.path.join(".");
    throw new UsageError(`${file}:${error.line ?? 1}: ${place || "the file"}: ${error.message}`, { cause: error });
  }
}

function describe(asWritten: KindConfig, file: string): Topology {
  const config = asHarnessNeeds(asWritten);
  const nodes = plannedNodes(config);
  return {
    name: basename(file).replace(/\.ya?ml$/, ""),
    file,
    asWritten,
    config,
    controlPlanes: nodes.filter((node) => node.role === "control-plane").length,
    workers: nodes.filter((node) => node.role === "worker").length,
    nodes,
    zones: [...new Set(nodes.flatMap(({ zone }) => zone ?? []))].toSorted(),
  };
}

/**
 * Returns the nodes with the names that kind will give them. External etcd members have the harness's names. A load
 * balancer is there from two control planes on.
 */
function plannedNodes(config: KindConfig): PlannedNode[] {
  const names = shortNames(config.nodes);
  const nodes = config.nodes.map(({ role }, index): PlannedNode => {
    return { short: names[index] ?? "", role, zone: zoneOf(config, index) };
  });
  const external = [externalMembers(config)].flat().map((short): PlannedNode => ({ short, role: "etcd" }));
  const pair = balancersOf(config) === undefined ? [] : balancerNames;
  const balancers = pair.map((short): PlannedNode => ({ short, role: "balancer" }));
  const several = nodes.filter(({ role }) => role === "control-plane").length > 1;
  return [...nodes, ...external, ...balancers, ...(several ? [{ short: "lb", role: "load-balancer" } as const] : [])];
}

/** A patch of the kubelet's arguments takes the place of all labels that the file gives. */
function zoneOf(config: KindConfig, index: number): string | undefined {
  try {
    return plannedLabels(config, index, newest)[zoneLabel];
  } catch (error) {
    // Patches that are for another version of Kubernetes: whether they are is said where a version is known.
    if (error instanceof KindFileProblem) return config.nodes[index]?.labels?.[zoneLabel];
    throw error;
  }
}
