import type { Action } from "../model/action.ts";
import { type Cluster, controlPlanes } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { Evidence, FaultContext } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { kubectl, kubectlFunction, readKubectl } from "./kubectl.ts";
import { scriptWords } from "./script.ts";

/** The control plane whose kubectl works on other nodes. */
export function operator({ cluster }: FaultContext): string {
  return operatorOf(cluster);
}

/** The same of a cluster; throws PlatformError "target-unfit" where there is no control plane. */
export function operatorOf(cluster: Cluster): string {
  const [first] = controlPlanes(cluster);
  if (first === undefined) throw new PlatformError("target-unfit", "there is no control plane to drain from");
  return first.name;
}

/** What a node is marked with before it is cordoned, and until it is not any more: others' cordons are theirs. */
const mark = "org.kind-chaos/cordoned-by";

/** The same as a step of a JSONPath. */
const marked = mark.replaceAll(".", "\\.");

/** Where a drain's own words are kept on the control plane that asked for it, for the node $1. */
const logOf = '"/run/kind-chaos-drain-$1.log"';

/**
 * Marks the node $1 as cordoned by the fault $2 and drains it within $3 seconds, by kubectl's own drain through the
 * Eviction API: what DaemonSets run stays, scratch volumes go with their pods. Where $4 is "may-fail" that it fails is no
 * failure.
 */
const drainScript = [
  kubectlFunction,
  `k annotate node "$1" "${mark}=$2" --overwrite >/dev/null || exit`,
  `k drain "$1" --ignore-daemonsets --delete-emptydir-data "--timeout=$3s" >${logOf} 2>&1 && exit`,
  `[ "$4" = may-fail ] || { tail -1 ${logOf} >&2; exit 1; }`,
].join("\n");

/**
 * Lets pods be scheduled on the node $1 again, where it has the mark of the fault $2 or, if $2 is empty, of any; the mark
 * goes last.
 */
const uncordonScript = [
  kubectlFunction,
  `rm -f ${logOf}`,
  `by=$(k get node "$1" --ignore-not-found -o 'jsonpath={.metadata.annotations.${marked}}') || exit`,
  `[ -n "$by" ] && [ "$by" = "\${2:-$by}" ] || exit 0`,
  `k uncordon "$1" && k annotate node "$1" ${mark}-`,
].join("\n");

/** A drain of a node, and how long it may take. */
export interface Drain {
  /** Name of the fault that asks for it. */
  readonly by: string;
  /** When kubectl gives up. */
  readonly limitSeconds: number;
  /** Whether a drain that fails is what is wanted. */
  readonly mayFail?: boolean;
}

/** Cordons a node, with the fault's mark, and drains it. */
export function drain(context: FaultContext, { by, limitSeconds, mayFail = false }: Drain): Action {
  const words = [context.node.name, by, String(limitSeconds), mayFail ? "may-fail" : "must-succeed"];
  const argv = scriptWords(drainScript, ...words);
  return { do: "exec", node: operator(context), argv, timeoutMs: (limitSeconds + 10) * 1_000 };
}

/** Takes the cordon of this fault away, and no other; its drain was ended before. */
export function uncordon(context: FaultContext, by: string): Action {
  return { do: "exec", node: operator(context), argv: scriptWords(uncordonScript, context.node.name, by) };
}

/** The refusal of an eviction that a drain was told of, in the API's own words; empty where it was told of none. */
export async function refusal(runtime: NodeRuntime, context: FaultContext): Promise<string> {
  const script = `grep -m1 -o "Cannot evict pod.*" ${logOf}`;
  // grep ends with 1 where no line has the words.
  const words = scriptWords(script, context.node.name);
  return (await runtime.look(operator(context), words, { exits: [0, 1] })).stdout.trim();
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

/** A cordon with the mark of a fault; one without is somebody else's. */
export function cordonLook(context: FaultContext): CommandLook {
  const { name } = context.node;
  return {
    what: `a cordon of ${name}`,
    node: operator(context),
    argv: kubectl("get", "node", name, "--ignore-not-found", "-o", `jsonpath={.metadata.annotations.${marked}}`),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [uncordon(context, "")],
  };
}

/** The same looks at all nodes of a role. */
export function cordonLooks(cluster: Cluster, wanted: "control-plane" | "worker"): CommandLook[] {
  const nodes = cluster.nodes.filter(({ role }) => role === wanted);
  return nodes.map((node) => cordonLook({ node, targets: [node], cluster }));
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
