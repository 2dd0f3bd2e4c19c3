import { controlPlanes } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { Evidence, FaultContext } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { kubectl, readKubectl } from "./kubectl.ts";

/** The control plane whose kubectl works on other nodes. */
export function operator({ cluster }: FaultContext): string {
  const [first] = controlPlanes(cluster);
  if (first === undefined) throw new PlatformError("target-unfit", "there is no control plane to drain from");
  return first.name;
}

/**
 * kubectl's own drain of a node, through the Eviction API: what DaemonSets run stays, scratch volumes go with their
 * pods.
 */
export function drainCommand({ node }: FaultContext, limitSeconds: number): string[] {
  return kubectl("drain", node.name, "--ignore-daemonsets", "--delete-emptydir-data", `--timeout=${limitSeconds}s`);
}

/**
 * Ends a drain that is still under way, since one whose run was killed goes on without it, and lets pods be scheduled
 * there again; idempotent.
 */
export function endDrainCommand({ node }: FaultContext): string[] {
  // The bracket keeps the pattern from matching the shell that it stands in.
  return ["sh", "-c", `pkill -f '[k]ubectl .* drain ${node.name} '; ${kubectl("uncordon", node.name).join(" ")}`];
}

/** Throws PlatformError "target-down" where a node takes no pods already: then nobody could say who keeps them away. */
export async function captureSchedulable(runtime: NodeRuntime, context: FaultContext): Promise<void> {
  if ((await cordoned(runtime, context)).proven)
    throw new PlatformError("target-down", `${context.node.name} is cordoned already: there is nothing to drain`);
}

/**
 * Whether the API says that nothing is to be scheduled on a node; throws PlatformError "kubectl" where it says nothing.
 */
export async function cordoned(runtime: NodeRuntime, context: FaultContext): Promise<Evidence> {
  const proven = (await readKubectl(runtime, operator(context), ...unschedulable(context))) === "true";
  return { proven, detail: proven ? "cordoned" : "schedulable" };
}

/** The words of a kubectl that prints "true" where nothing is to be scheduled on a node. */
function unschedulable({ node }: FaultContext): string[] {
  return ["get", "node", node.name, "-o", "jsonpath={.spec.unschedulable}"];
}

/** A cordon, and a drain that still goes on. */
export function drainLooks(context: FaultContext): CommandLook[] {
  const { name } = context.node;
  return [
    {
      what: `a cordon of ${name}`,
      node: operator(context),
      argv: kubectl(...unschedulable(context)),
      isLeft: ({ stdout }) => stdout.trim() === "true",
    },
    {
      what: `a drain of ${name} that goes on`,
      node: operator(context),
      // The bracket keeps the pattern from matching the shell that it stands in.
      argv: ["pgrep", "-f", `[k]ubectl .* drain ${name} `],
      exits: [0, 1],
      isLeft: ({ exitCode }) => exitCode === 0,
    },
  ];
}

/** The pods of a node that a drain takes away: all but those of DaemonSets and the mirrors of static ones. */
export async function evictablePods(runtime: NodeRuntime, context: FaultContext): Promise<string[]> {
  const each =
    '{range .items[*]}{.metadata.ownerReferences[0].kind}{" "}{.metadata.namespace}/{.metadata.name}{"\\n"}{end}';
  const where = [`--field-selector=spec.nodeName=${context.node.name}`, "-o", `jsonpath=${each}`];
  const pods = await readKubectl(runtime, operator(context), "get", "pods", "-A", ...where);
  return pods
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^(DaemonSet|Node) /.test(line))
    .map((line) => line.trim().split(" ").at(-1) ?? "");
}
