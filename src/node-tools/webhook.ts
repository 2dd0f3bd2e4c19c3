import type { Evidence } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { kubectl, kubectlFunction } from "./kubectl.ts";
import { scriptWords } from "./script.ts";

/** Namespace of the webhook's replicas; its Deployment, its Service and its Secret bear `webhookName`. */
export const webhookNamespace = "kind-chaos-webhook";
export const webhookName = "webhook";

/** Its replicas, as those that work makes anew or takes away. */
export const webhookPods = { namespace: webhookNamespace, prefix: `${webhookName}-` } as const;

/** Name of its configuration, which belongs to no namespace. */
export const webhookConfiguration = "kind-chaos";

/** The configuration as kubectl names it. */
export const webhookConfigurationObject = `validatingwebhookconfiguration/${webhookConfiguration}`;

/** What it warns whoever makes a pod of, so that its admission can be told from that of a cluster without it. */
export const webhookWarning = "admitted by the webhook of kind-chaos";

/** What takes it away: the configuration first, since pods are refused while it has no replica. */
export const removeWebhookScript = [
  kubectlFunction,
  `k delete ${webhookConfigurationObject} --ignore-not-found && k delete namespace ${webhookNamespace} --ignore-not-found --wait=false`,
].join("\n");

const left = [
  kubectlFunction,
  `k get ${webhookConfigurationObject} --ignore-not-found -o name && k get namespace ${webhookNamespace} --ignore-not-found -o name`,
].join("\n");

/** A webhook of ours that still decides about pods, and its namespace. */
export function webhookLook(node: string): CommandLook {
  return {
    what: "an admission webhook",
    node,
    argv: scriptWords(left),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [{ do: "exec", node, argv: scriptWords(removeWebhookScript) }],
  };
}

/**
 * The words of a command that asks whether a pod would be admitted in the namespace default, and makes none: a dry run
 * meets every webhook that says it has no side effects.
 */
export const askForPod = kubectl(
  ...["-n", "default", "run", "kind-chaos-asked", "--image=none", "--dry-run=server", "-o", "name"],
);

/**
 * Whether a pod would be admitted now and the webhook was asked about it, which warns whoever asks; in the API server's
 * own words where it would not: a cluster without a webhook admits every pod.
 */
export async function podAdmitted(runtime: NodeRuntime, node: string): Promise<Evidence> {
  const { exitCode, stderr } = await runtime.look(node, askForPod, { exits: [0, 1], timeoutMs: 20_000 });
  if (exitCode !== 0) return { proven: false, detail: stderr.trim().split("\n").at(-1) ?? "" };
  const isAsked = stderr.includes(webhookWarning);
  return {
    proven: isAsked,
    detail: `a pod is admitted, ${isAsked ? "by the webhook" : "and the webhook was not asked"}`,
  };
}
