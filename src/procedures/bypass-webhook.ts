import { asPart } from "../model/action.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { kubectl, readKubectl } from "../node-tools/kubectl.ts";
import { deploymentRenewed } from "../node-tools/renewed-deployment.ts";
import { scriptWords } from "../node-tools/script.ts";
import {
  askForPod,
  webhookName as name,
  webhookNamespace as namespace,
  podAdmitted,
  webhookConfigurationObject,
  webhookPods,
} from "../node-tools/webhook.ts";

/** How long new replicas get to be Ready, seconds. */
const readySeconds = 90;

/** Fails where a pod is admitted by the words that follow: then there is nothing to bypass. */
const mustBeRefused = [
  'if told=$("$@" 2>&1); then echo "a pod is admitted: there is nothing to bypass" >&2; exit 1; fi',
  'case $told in (*"failed calling webhook"*) exit 0;; esac',
  'echo "$told" >&2; exit 1',
].join("\n");

/**
 * The operator's way out of a webhook that nobody answers for, from the target's own kubectl: it fails open, its replicas
 * are made anew, and it fails closed again. Webhook configurations are met by no webhook, so that it can always be gone.
 */
export function bypassWebhook(from: TargetSpec): ProcedureSpec {
  return procedureOn(definition, from, {});
}

const definition = defineProcedure({
  name: "bypass-webhook",
  summary: "an admission webhook that nobody answers for, set to fail open until its replicas run again",
  fromOutside:
    "A pod is refused before it, and admitted by the webhook after it, whose replicas are all new; it fails closed.",
  describe: () => "webhook set to fail open, its replicas made anew, and set to fail closed again",
  actions: ({ node }) => {
    const exec = (part: string, argv: readonly string[], timeoutMs = 30_000) =>
      asPart({ do: "exec", node: node.name, argv: [...argv], timeoutMs }, part);
    const rollout = (...words: readonly string[]) => kubectl("-n", namespace, "rollout", ...words);
    return [
      exec("a pod is refused", scriptWords(mustBeRefused, ...askForPod)),
      exec("it fails open", failing("Ignore")),
      // A new generation is tried at once: the old one's next try may be minutes away.
      exec("its replicas are made anew", rollout("restart", `deployment/${name}`)),
      exec(
        "its replicas are Ready",
        rollout("status", `deployment/${name}`, `--timeout=${readySeconds}s`),
        (readySeconds + 10) * 1_000,
      ),
      exec("it fails closed", failing("Fail")),
    ];
  },
  replaces: () => webhookPods,
  done: async (runtime, { node }) => {
    const words = ["get", webhookConfigurationObject, "-o"];
    const policy = await readKubectl(runtime, node.name, ...words, "jsonpath={.webhooks[*].failurePolicy}");
    const replicas = await deploymentRenewed(runtime, node.name, { namespace, deployment: name });
    const admitted = await podAdmitted(runtime, node.name);
    return {
      proven: policy === "Fail" && replicas.proven && admitted.proven,
      detail: `it has the policy ${policy}, ${replicas.detail}, ${admitted.detail}`,
    };
  },
});

export default definition;

function failing(policy: "Fail" | "Ignore"): string[] {
  const patch = JSON.stringify([{ op: "replace", path: "/webhooks/0/failurePolicy", value: policy }]);
  return kubectl("patch", webhookConfigurationObject, "--type=json", "-p", patch);
}
