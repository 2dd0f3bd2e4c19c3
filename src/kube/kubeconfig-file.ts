import { readFileSync } from "node:fs";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { messageOf, UsageError } from "../model/errors.ts";

const text = z.string().min(1);

const clusterSchema = z.looseObject({
  server: text,
  "certificate-authority": text.optional(),
  "certificate-authority-data": text.optional(),
  "insecure-skip-tls-verify": z.boolean().optional(),
  "tls-server-name": text.optional(),
  "proxy-url": z.string().optional(),
});

/** A command that gives credentials, as a kubeconfig names it. */
const execSchema = z.looseObject({
  apiVersion: text,
  command: text,
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  interactiveMode: z.string().optional(),
  provideClusterInfo: z.boolean().optional(),
  installHint: z.string().optional(),
});
export type ExecPlugin = z.infer<typeof execSchema>;

const userSchema = z.looseObject({
  "client-certificate": text.optional(),
  "client-certificate-data": text.optional(),
  "client-key": text.optional(),
  "client-key-data": text.optional(),
  token: text.optional(),
  tokenFile: text.optional(),
  exec: execSchema.nullish(),
});

const fileSchema = z.looseObject({
  "current-context": z.string().nullish(),
  clusters: z.array(z.looseObject({ name: text, cluster: clusterSchema })).nullish(),
  users: z.array(z.looseObject({ name: text, user: userSchema.nullish() })).nullish(),
  contexts: z
    .array(z.looseObject({ name: text, context: z.looseObject({ cluster: text, user: text.optional() }) }))
    .nullish(),
});

/** One context of a kubeconfig with what it names. */
export interface KubeContext {
  readonly file: string;
  readonly name: string;
  readonly clusterName: string;
  readonly userName: string | undefined;
  readonly cluster: z.infer<typeof clusterSchema>;
  readonly user: z.infer<typeof userSchema>;
}

/**
 * Reads the context of that name, or the current one; throws UsageError with file, what is wrong, and what there is.
 */
export function readContext(file: string, contextName: string | undefined): KubeContext {
  const parsed = fileSchema.safeParse(parseYaml(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`${file} is no kubeconfig: ${issue?.path.join(".") || "the whole"}: ${issue?.message}`);
  }
  const { contexts, clusters, users } = parsed.data;
  const name = contextName ?? parsed.data["current-context"] ?? "";
  const names = listed(contexts);
  if (name === "") throw new UsageError(`${file} has no current-context: choose with --context; there is ${names}`);
  const found = contexts?.find((each) => each.name === name);
  if (found === undefined) throw new UsageError(`${file} has no context "${name}": there is ${names}`);
  const { context } = found;
  const cluster = clusters?.find((each) => each.name === context.cluster);
  if (cluster === undefined)
    throw new UsageError(
      `${file}: context ${name} names the cluster "${context.cluster}": there is ${listed(clusters)}`,
    );
  const user = users?.find((each) => each.name === context.user);
  if (user === undefined && context.user !== undefined)
    throw new UsageError(`${file}: context ${name} names the user "${context.user}": there is ${listed(users)}`);
  return {
    file,
    name,
    clusterName: context.cluster,
    userName: context.user,
    cluster: cluster.cluster,
    user: user?.user ?? {},
  };
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof YAMLParseError) {
      const line = error.linePos?.[0].line;
      throw new UsageError(
        `${file}${line === undefined ? "" : `:${line}`} is not YAML: ${error.message.split("\n")[0]}`,
      );
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw new UsageError(`${file}: there is no such kubeconfig: name one with --kubeconfig`);
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`);
  }
}

function listed(entries: readonly { readonly name: string }[] | null | undefined): string {
  return entries?.map(({ name }) => name).join(", ") || "none";
}
