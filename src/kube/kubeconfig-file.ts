import { readFileSync } from "node:fs";
import { parseAllDocuments, YAMLParseError } from "yaml";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import {
  type ClusterEntry,
  type ContextEntry,
  clusterOf,
  contextSchema,
  fileSchema,
  type UserEntry,
  userOf,
} from "./kubeconfig-entries.ts";

/** What stands in one kubeconfig, by names. */
export interface KubeconfigFile {
  readonly file: string;
  readonly currentContext: string | undefined;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
}

/**
 * Reads one kubeconfig as kubectl does: the first document of YAML or JSON, unknown fields left alone. Throws UsageError
 * with file, place and what is wrong.
 */
export function readKubeconfig(file: string): KubeconfigFile {
  const parsed = fileSchema.safeParse(parseYaml(file) ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(
      `${shown(file)} is no kubeconfig: ${plainText(issue?.path.join(".") || "the whole")}: ${issue?.message}`,
    );
  }
  const { data } = parsed;
  const { apiVersion = "v1", kind = "Config" } = data;
  if (apiVersion !== "v1" || kind !== "Config")
    throw new UsageError(
      `${shown(file)} is no kubeconfig: it is ${plainText(`${kind} of ${apiVersion}`)}, not Config of v1`,
    );
  return {
    file,
    currentContext: data["current-context"],
    clusters: byName(file, "cluster", data.clusters, ({ cluster }) => cluster ?? clusterOf({})),
    users: byName(file, "user", data.users, ({ user }) => user ?? userOf({})),
    contexts: byName(file, "context", data.contexts, ({ context }) => context ?? contextSchema.parse({})),
  };
}

/** A file's name as it may be printed. */
function shown(file: string): string {
  return plainText(file);
}

function byName<Named extends { readonly name?: string | null | undefined }, Entry>(
  file: string,
  key: string,
  list: readonly Named[] | null | undefined,
  entryOf: (named: Named) => Entry,
): ReadonlyMap<string, Entry> {
  const named = new Map<string, Entry>();
  for (const each of list ?? []) {
    const name = each.name ?? "";
    if (named.has(name))
      throw new UsageError(`${shown(file)}: the ${key} "${plainText(name)}" is there twice: remove or rename one`);
    named.set(name, entryOf(each));
  }
  return named;
}

function parseYaml(file: string): unknown {
  try {
    const options = { merge: true, uniqueKeys: false, prettyErrors: true } as const;
    const documents = parseAllDocuments(readFileSync(file, "utf8"), options);
    // A kubeconfig of no content at all is one without entries; further documents are not looked at.
    const [document] = Array.isArray(documents) ? documents : [];
    if (document?.errors[0] !== undefined) throw document.errors[0];
    return document?.toJS() ?? null;
  } catch (error) {
    if (error instanceof YAMLParseError) {
      const line = error.linePos?.[0].line;
      const where = `${shown(file)}${line === undefined ? "" : `:${line}`}`;
      throw new UsageError(`${where} is not YAML: ${plainText(error.message.split("\n")[0] ?? "")}`);
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT")
      throw new UsageError(`${shown(file)}: there is no such kubeconfig: name one with --kubeconfig`);
    throw new UsageError(`${shown(file)} cannot be read: ${plainText(messageOf(error))}`);
  }
}
