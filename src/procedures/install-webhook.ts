import { z } from "zod";
import { asPart } from "../model/action.ts";
import { controlPlanes, workers } from "../model/cluster.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { kubectlFunction, readKubectl } from "../node-tools/kubectl.ts";
import { scriptWords } from "../node-tools/script.ts";
import { webhookName as name, webhookNamespace as namespace, podAdmitted, webhookLook } from "../node-tools/webhook.ts";
import { placeholders, webhookApplication, webhookHost, webhookObject } from "../node-tools/webhook-objects.ts";

const params = z.strictObject({
  replicas: z.int().min(1).max(9).default(1),
  /** Whether it has no say about its own namespace and kube-system. */
  spares: z.boolean().default(false),
});

/** How long its replicas get to be Ready, seconds. */
const readySeconds = 90;

/** Where its certificate is made: nobody else is to have the key. */
const folder = "/run/kind-chaos-webhook";

/**
 * Makes the application $1 in its namespace, in the image of the cluster's DNS, with a certificate of its own, waits for
 * it, and then the configuration $2 that has every pod asked about.
 */
const install = [
  kubectlFunction,
  `trap 'rm -rf ${folder}' EXIT; rm -rf ${folder} && mkdir -m 700 ${folder} || exit`,
  "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=kind-chaos \\",
  `-addext "subjectAltName=DNS:${webhookHost}" -keyout ${folder}/key -out ${folder}/crt 2>/dev/null || exit`,
  "image=$(k -n kube-system get deployment/coredns -o 'jsonpath={.spec.template.spec.containers[0].image}') || exit",
  `k create namespace ${namespace} >/dev/null || exit`,
  `k -n ${namespace} create secret tls ${name} --cert=${folder}/crt --key=${folder}/key >/dev/null || exit`,
  `printf %s "$1" | sed "s|${placeholders.image}|$image|" | k create -f - >/dev/null || exit`,
  `k -n ${namespace} rollout status deployment/${name} --timeout=${readySeconds}s >/dev/null || exit`,
  `authority=$(base64 -w0 ${folder}/crt) || exit`,
  `printf %s "$2" | sed "s|${placeholders.authority}|$authority|" | k create -f - >/dev/null`,
].join("\n");

/**
 * Installs an admission webhook that admits every pod and fails closed, from the target's own kubectl: one replica on the
 * first worker, and each other one on a node of its own.
 */
export function installWebhook(
  from: TargetSpec,
  { replicas = 1, spares = false }: { readonly replicas?: number; readonly spares?: boolean } = {},
): ProcedureSpec {
  return procedureOn(definition, from, { replicas, spares });
}

const definition = defineProcedure({
  name: "install-webhook",
  summary: "an admission webhook that is asked about every pod and fails closed: when nobody answers, pods are refused",
  fromOutside:
    "Its replicas are Ready, one on the first worker and each other on a node of its own, and a pod is admitted by it.",
  params,
  describe: ({ replicas, spares }) =>
    `admission webhook of ${replicas === 1 ? "one replica" : `${replicas} replicas`} installed, failing closed${spares ? ", with no say about its own namespace and kube-system" : ""}`,
  addsPods: true,
  actions: ({ node, cluster }, { replicas, spares }) => {
    const shape = { replicas, spares, firstWorker: workers(cluster)[0]?.name ?? "" };
    const objects = [webhookApplication(shape), webhookObject(shape)].map((object) => JSON.stringify(object));
    const argv = scriptWords(install, ...objects);
    return [asPart({ do: "exec", node: node.name, argv, timeoutMs: (readySeconds + 60) * 1_000 }, "installed")];
  },
  done: async (runtime, { node, cluster }, { replicas }) => {
    const each = 'jsonpath={range .items[*]}{.spec.nodeName}{"\\n"}{end}';
    const listed = await readKubectl(runtime, node.name, "-n", namespace, "get", "pods", "-o", each);
    const nodes = listed.split("\n").filter(Boolean);
    const placed = nodes.includes(workers(cluster)[0]?.name ?? "") && new Set(nodes).size === replicas;
    const admitted = await podAdmitted(runtime, node.name);
    const detail = `replicas on ${nodes.join(", ") || "no node"}; ${admitted.detail}`;
    return { proven: nodes.length === replicas && placed && admitted.proven, detail };
  },
  lasting: "where a run dies, pods of every namespace are refused until somebody takes the webhook away",
  leftovers: (cluster) =>
    controlPlanes(cluster)
      .slice(0, 1)
      .map(({ name: node }) => webhookLook(node)),
});

export default definition;
