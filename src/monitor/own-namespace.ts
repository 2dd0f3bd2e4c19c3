import { delimiter } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiServer } from "../kube/api-server.ts";
import { PlatformError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { Answer } from "../net/local-endpoint.ts";
import type { NamespaceRecord } from "./namespace-record.ts";

/** Label of every namespace that a monitor makes; its value is the run's name. Nothing without it is ever removed. */
const runLabel = "org.kind-chaos.run";

/** How long a namespace gets to be gone, milliseconds; the namespace controller needs 5 to 10 s. */
const removalMs = 90_000;

/** The command that does the same by hand: it removes what has the label, whatever its name. */
export function removalCommand({
  kubeconfig,
  context,
  run,
}: Pick<NamespaceRecord, "kubeconfig" | "context" | "run">): string {
  const [file, ...more] = kubeconfig;
  const list = more.length === 0 ? "" : `KUBECONFIG=${shellWord(kubeconfig.join(delimiter))} `;
  const where = more.length > 0 ? "" : ` --kubeconfig ${shellWord(file ?? "")}`;
  const which = file === undefined ? "" : `${where} --context ${shellWord(context)}`;
  return `${list}kubectl${which} delete namespace -l ${shellWord(`${runLabel}=${run}`)}`;
}

/** A word as a shell takes it for one, whatever is in it. */
export function shellWord(word: string): string {
  const text = plainText(word);
  return /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Makes the namespace with the label, and the ConfigMaps in it; throws PlatformError with the API's own reason. */
export async function makeNamespace(
  api: ApiServer,
  record: NamespaceRecord,
  objects: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { namespace, run } = record;
  must(await api.call("POST", "/api/v1/namespaces", { metadata: { name: namespace, labels: { [runLabel]: run } } }));
  for (const name of objects) {
    signal.throwIfAborted();
    must(await api.call("POST", `/api/v1/namespaces/${namespace}/configmaps`, { metadata: { name }, data: {} }));
  }
}

/**
 * Removes the namespace where it is there and has the run's label, and waits until it is gone; returns what was done,
 * in words.
 */
export async function removeNamespace(api: ApiServer, { namespace, run }: NamespaceRecord): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}`;
  const end = performance.now() + removalMs;
  let asked = false;
  for (;;) {
    const answer = await api.call("GET", path);
    if (answer.status === 404) return asked ? "removed" : "it is gone";
    must(answer);
    const { metadata } = answer.body as { metadata: { uid: string; labels?: Record<string, string> } };
    if (metadata.labels?.[runLabel] !== run) return asked ? "removed" : "it is not this run's: left alone";
    if (!asked) {
      // Of this very one: another of the same name may have been made since the look.
      const gone = await api.call("DELETE", path, { preconditions: { uid: metadata.uid } });
      if (![404, 409].includes(gone.status)) must(gone);
      asked = true;
    }
    if (performance.now() > end) throw new PlatformError("namespace", `namespace ${namespace} is still there`);
    await sleep(250);
  }
}

function must({ status, body }: Answer): void {
  if (status < 300) return;
  const message = (body as { message?: unknown } | null)?.message ?? "";
  throw new PlatformError("kubernetes", plainText(`${status} ${message}`).trim());
}
