import type { Evidence } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { kubectl, kubectlFunction } from "./kubectl.ts";
import { scriptWords } from "./script.ts";

/** Namespace of the webhook's replicas; its Deployment, its Service and its Secret bear `webhookName`. */
export const webhookNamespace = "kind-chaos-webhook";
export const webhookName = "webhook";

/** Name of its configuration, which belongs to no namespace. */
export const webhookConfiguration = "kind-chaos";

const configuration = `validatingwebhookconfiguration/${webhookConfiguration}`;

/** What takes it away: the configuration first, since pods are refused while it has no replica. */
const remove = [
  kubectlFunction,
  `k delete ${configuration} --ignore-not-found && k delete namespace ${webhookNamespace} --ignore-not-found --wait=false`,
].join("\n");

const left = [
  kubectlFunction,
  `k get ${configuration} --ignore-not-found -o name && k get namespace ${webhookNamespace} --ignore-not-found -o name`,
].join("\n");

/** A webhook of ours that still decides about pods, and its namespace. */
export function webhookLook(node: string): CommandLook {
  return {
    what: "an admission webhook",
    node,
    argv: scriptWords(left),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [{ do: "exec", node, argv: scriptWords(remove) }],
  };
}

/**
 * The words of a command that asks whether a pod would be admitted in the namespace default, and makes none: a dry run
 * meets every webhook that says it has no side effects.
 */
export const askForPod = kubectl(
  ...["-n", "default", "run", "kind-chaos-asked", "--image=none", "--dry-run=server", "-o", "name"],
);

/** Whether a pod would be admitted now, in the API server's own words where it would not. */
export async function podAdmitted(runtime: NodeRuntime, node: string): Promise<Evidence> {
  const { exitCode, stderr } = await runtime.look(node, askForPod, { exits: [0, 1], timeoutMs: 20_000 });
  return exitCode === 0
    ? { proven: true, detail: "a pod is admitted" }
    : { proven: false, detail: stderr.trim().split("\n").at(-1) ?? "" };
}
