import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { readInputFile } from "../host/input-file.ts";
import { replaceFile } from "../host/output-file.ts";
import type { ApiServer } from "../kube/api-server.ts";
import { PlatformError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { Answer } from "../net/local-endpoint.ts";

/** Where a run's folder tells of the namespace that it made. */
const recordFile = "namespace.json";

/** Label of every namespace that a monitor makes; its value is the run's name. Nothing without it is ever removed. */
const runLabel = "org.kind-chaos.run";

/** How long a namespace gets to be gone, milliseconds; the namespace controller needs 5 to 10 s. */
const removalMs = 90_000;

/** A record has six short values; a folder from elsewhere may have anything of that name. */
const limits = { mostBytes: 65_536, isForeign: true } as const;

const recordSchema = z.object({
  /** Name of the run, the value of the namespace's label. */
  run: z.string(),
  namespace: z.string(),
  /** Its files, in their order; none where a pod monitors its own cluster. */
  kubeconfig: z.union([z.string().transform((file) => [file]), z.array(z.string())]),
  context: z.string(),
  server: z.string(),
  removed: z.boolean(),
});
/** What has to be removed after a monitor that wrote, on the disk before it is made. */
export type NamespaceRecord = z.infer<typeof recordSchema>;

/** Puts a record on the disk; it is there when this returns. */
export function writeRecord(folder: string, record: NamespaceRecord): void {
  const [file, ...more] = record.kubeconfig;
  const kubeconfig = file !== undefined && more.length === 0 ? file : record.kubeconfig;
  replaceFile(join(folder, recordFile), `${JSON.stringify({ ...record, kubeconfig })}\n`);
}

/** The record of a run's folder whose namespace may still be there; undefined where there is none. */
export function openRecord(folder: string): NamespaceRecord | undefined {
  try {
    const record = recordSchema.parse(JSON.parse(readInputFile(join(folder, recordFile), limits)));
    return record.removed ? undefined : record;
  } catch {
    return undefined; // No file, or one that was cut short: the namespace is made only after the file is whole.
  }
}

/** The command that does the same by hand: it removes what has the label, whatever its name. */
export function removalCommand({ kubeconfig, context, run }: NamespaceRecord): string {
  const [file, ...more] = kubeconfig;
  const list = more.length === 0 ? "" : `KUBECONFIG=${shellWord(kubeconfig.join(delimiter))} `;
  const where = more.length > 0 ? "" : ` --kubeconfig ${shellWord(file ?? "")}`;
  const which = file === undefined ? "" : `${where} --context ${shellWord(context)}`;
  return `${list}kubectl${which} delete namespace -l ${shellWord(`${runLabel}=${run}`)}`;
}

/** A word as a shell takes it for one, whatever is in it: the record may be somebody else's. */
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
