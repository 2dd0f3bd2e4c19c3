import { z } from "zod";

/** kubectl takes null and an empty text for nothing, in whatever entry they stand. */
const text = z
  .string()
  .nullish()
  .transform((value) => value || undefined);
// YAML 1.1 has more words for a truth than this parser takes; kubectl takes them all.
const flag = z
  .union([z.boolean(), z.stringbool({ truthy: ["yes", "on"], falsy: ["no", "off"] })])
  .nullish()
  .transform((value) => value === true);
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

const clusterSchema = z.looseObject({
  server: text,
  "certificate-authority": text,
  "certificate-authority-data": text,
  "insecure-skip-tls-verify": flag,
  "tls-server-name": text,
  "proxy-url": text,
});

const execSchema = z.looseObject({
  apiVersion: text,
  command: text,
  args: texts,
  env: z
    .array(z.looseObject({ name: text, value: z.string().nullish() }))
    .nullish()
    .transform((value) => value ?? []),
  interactiveMode: text,
  provideClusterInfo: flag,
  installHint: text,
});

const userSchema = z.looseObject({
  "client-certificate": text,
  "client-certificate-data": text,
  "client-key": text,
  "client-key-data": text,
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  as: text,
  "as-uid": text,
  "as-groups": texts,
  "as-user-extra": z
    .record(z.string(), texts)
    .nullish()
    .transform((value) => value ?? {}),
  exec: execSchema.nullish().transform((value) => value ?? undefined),
  "auth-provider": z
    .looseObject({ name: text, config: z.record(z.string(), z.string()).nullish() })
    .nullish()
    .transform((value) => value ?? undefined),
});

/** A context of a kubeconfig: the names of its cluster and of its user. */
export const contextSchema = z.looseObject({ cluster: text, user: text });

const name = z.string().nullish();
/** What may stand in a kubeconfig; fields that it does not name are left alone, as kubectl leaves them. */
export const fileSchema = z.looseObject({
  apiVersion: text,
  kind: text,
  "current-context": text,
  clusters: z.array(z.looseObject({ name, cluster: clusterSchema.nullish() })).nullish(),
  users: z.array(z.looseObject({ name, user: userSchema.nullish() })).nullish(),
  contexts: z.array(z.looseObject({ name, context: contextSchema.nullish() })).nullish(),
});

/** A cluster of a kubeconfig: where a server is and how it is recognised. */
export type ClusterEntry = z.infer<typeof clusterSchema>;
/** A command that gives credentials, as a kubeconfig names it. */
export type ExecEntry = z.infer<typeof execSchema>;
/** A user of a kubeconfig: how somebody shows who it is. */
export type UserEntry = z.infer<typeof userSchema>;
/** A context of a kubeconfig. */
export type ContextEntry = z.infer<typeof contextSchema>;

/** A cluster's entry with these fields; throws where one of them is of another kind. */
export function clusterOf(fields: object): ClusterEntry {
  return clusterSchema.parse(fields);
}

/** A user's entry with these fields; throws where one of them is of another kind. */
export function userOf(fields: object): UserEntry {
  return userSchema.parse(fields);
}
