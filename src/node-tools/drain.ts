import { controlPlanes } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { Evidence, FaultContext, NodeRuntime } from "../model/fault.ts";
import { kubectl } from "./kubectl.ts";

/** The control plane whose kubectl works on other nodes. */
export function operator({ cluster }: FaultContext): string {
  const [first] = controlPlanes(cluster);
  if (first === undefined) throw new PlatformError("target-unfit", "there is no control plane to drain from");
  return first.name;
}

/** kubectl's own drain of a node, through the Eviction API: what DaemonSets run stays, scratch volumes go with their pods. */
export function drainCommand({ node }: FaultContext, limitSeconds: number): string[] {
  return kubectl("drain", node.name, "--ignore-daemonsets", "--delete-emptydir-data", `--timeout=${limitSeconds}s`);
}

/** Ends a drain that is still under way, since one whose run was killed goes on without it, and lets pods be scheduled there again; idempotent. */
export function endDrainCommand({ node }: FaultContext): string[] {
  // The bracket keeps the pattern from matching the shell that it stands in.
  return ["sh", "-c", `pkill -f '[k]ubectl .* drain ${node.name} '; ${kubectl("uncordon", node.name).join(" ")}`];
}

/** Throws PlatformError "target-down" where a node takes no pods already: then nobody could say who keeps them away. */
export async function captureSchedulable(runtime: NodeRuntime, context: FaultContext): Promise<void> {
  if ((await cordoned(runtime, context)).proven)
    throw new PlatformError("target-down", `${context.node.name} is cordoned already: there is nothing to drain`);
}

/** Whether the API says that nothing is to be scheduled on a node. */
export async function cordoned(runtime: NodeRuntime, context: FaultContext): Promise<Evidence> {
  const read = kubectl("get", "node", context.node.name, "-o", "jsonpath={.spec.unschedulable}");
  const { stdout, stderr, exitCode } = await runtime.exec(operator(context), read);
  if (exitCode !== 0) return { proven: false, detail: stderr.trim() };
  const proven = stdout.trim() === "true";
  return { proven, detail: proven ? "cordoned" : "schedulable" };
}

/** The pods of a node that a drain takes away: all but those of DaemonSets and the mirrors of static ones. */
export async function evictablePods(runtime: NodeRuntime, context: FaultContext): Promise<string[]> {
  const each =
    '{range .items[*]}{.metadata.ownerReferences[0].kind}{" "}{.metadata.namespace}/{.metadata.name}{"\\n"}{end}';
  const read = kubectl(
    "get",
    "pods",
    "-A",
    `--field-selector=spec.nodeName=${context.node.name}`,
    "-o",
    `jsonpath=${each}`,
  );
  const { stdout, stderr, exitCode } = await runtime.exec(operator(context), read);
  if (exitCode !== 0) throw new PlatformError("kubectl", stderr.trim());
  return stdout
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^(DaemonSet|Node) /.test(line))
    .map((line) => line.trim().split(" ").at(-1) ?? "");
}
