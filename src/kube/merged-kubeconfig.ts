import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { ClusterEntry, UserEntry } from "./kubeconfig-entries.ts";
import { type KubeconfigFile, readKubeconfig } from "./kubeconfig-file.ts";

/** Which kubeconfig and context a person chose; what is not said is looked for where kubectl looks. */
export interface KubeconfigChoice {
  /** One file, or a list of files that are merged. */
  readonly kubeconfig?: string | readonly string[] | undefined;
  readonly context?: string | undefined;
}

/** An entry of a kubeconfig with the file that it stands in. */
export interface Placed<Entry> {
  readonly file: string;
  readonly name: string;
  readonly entry: Entry;
}

/** One context of a kubeconfig with what it names. */
export interface KubeContext {
  readonly name: string;
  /** All files that were read, in their order; none where the context is that of a pod's own service account. */
  readonly files: readonly string[];
  readonly cluster: Placed<ClusterEntry>;
  /** Nobody where the context names none. */
  readonly user: Placed<UserEntry> | undefined;
}

/**
 * The files that kubectl would read: the one of `--kubeconfig` alone, else those of the list in KUBECONFIG, else
 * ~/.kube/config. One that is named by a list may be missing.
 */
function kubeconfigFiles({ kubeconfig }: KubeconfigChoice): { files: readonly string[]; mayMiss: boolean } {
  if (typeof kubeconfig === "string") return { files: [kubeconfig], mayMiss: false };
  const listed = kubeconfig ?? (process.env.KUBECONFIG || undefined)?.split(delimiter);
  if (listed === undefined) return { files: [join(homedir(), ".kube", "config")], mayMiss: true };
  return { files: [...new Set(listed.filter((file) => file !== ""))], mayMiss: true };
}

/**
 * Reads the files that kubectl would read and finds the context that was chosen, or the current one; undefined where
 * there is nothing in any of them. Where several have an entry of one name the first file's is taken whole. Throws
 * UsageError with file, what is wrong, and what there is.
 */
export function readContext(choice: KubeconfigChoice): KubeContext | undefined {
  const { files, mayMiss } = kubeconfigFiles(choice);
  const read = files.filter((file) => !mayMiss || existsSync(file)).map(readKubeconfig);
  const where = plainText((read.length > 0 ? read.map(({ file }) => file) : files).join(", "));
  const entries = {
    contexts: first(read, ({ contexts }) => contexts),
    clusters: first(read, ({ clusters }) => clusters),
    users: first(read, ({ users }) => users),
  };
  const current = read.find(({ currentContext }) => currentContext)?.currentContext;
  // A context without a name is the one where none is named.
  const chosen = choice.context || (current ?? (entries.contexts.has("") ? "" : undefined));
  const names = listed(entries.contexts);
  if (chosen === undefined) {
    if (read.length === 0 || Object.values(entries).every(({ size }) => size === 0)) {
      if (typeof choice.kubeconfig !== "string") return undefined;
    }
    throw new UsageError(`${where} has no current-context: choose with --context; there is ${names}`);
  }
  const name = plainText(chosen);
  const context = entries.contexts.get(chosen);
  if (context === undefined) throw new UsageError(`${where} has no context "${name}": there is ${names}`);
  const { cluster: clusterName = "", user: userName } = context.entry;
  const cluster = entries.clusters.get(clusterName);
  const at = `${plainText(context.file)}: context ${name} names`;
  if (cluster === undefined)
    throw new UsageError(`${at} the cluster "${plainText(clusterName)}": there is ${listed(entries.clusters)}`);
  const user = userName === undefined ? undefined : entries.users.get(userName);
  if (user === undefined && userName !== undefined)
    throw new UsageError(`${at} the user "${plainText(userName)}": there is ${listed(entries.users)}`);
  return { name: chosen, files: read.map(({ file }) => resolve(file)), cluster, user };
}

/** Where an entry is, for a message: "prod.yaml: cluster a". */
export function placeOf(kind: "cluster" | "user", { file, name }: Pick<Placed<unknown>, "file" | "name">): string {
  return plainText(`${file}: ${kind} ${name}`);
}

/** A path in an entry is relative to the file that the entry stands in. */
export function pathBeside({ file }: Pick<Placed<unknown>, "file">, path: string): string {
  return resolve(dirname(file), path);
}

function first<Entry>(
  read: readonly KubeconfigFile[],
  of: (file: KubeconfigFile) => ReadonlyMap<string, Entry>,
): ReadonlyMap<string, Placed<Entry>> {
  const found = new Map<string, Placed<Entry>>();
  for (const one of read) {
    for (const [name, entry] of of(one)) if (!found.has(name)) found.set(name, { file: one.file, name, entry });
  }
  return found;
}

function listed(entries: ReadonlyMap<string, unknown>): string {
  return plainText([...entries.keys()].filter((name) => name !== "").join(", ")) || "none";
}
