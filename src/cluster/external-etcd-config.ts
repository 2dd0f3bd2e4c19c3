import { stringify } from "yaml";
import { z } from "zod";
import type { KindConfig, KindNode } from "../model/topology.ts";
import { documentsOf } from "./kubeadm-patches.ts";

/** Where kubeadm keeps etcd's certificates, on control planes and in the containers of external members. */
export const etcdPki = "/etc/kubernetes/pki/etcd";

/** The client certificate that API servers show to external members: a name for its files, without their endings. */
export const apiServerClient = "apiserver-etcd-client";

/** kind reads patches as YAML 1.1: a text "no" must not become a boolean there. */
const yaml11 = { version: "1.1" } as const;

const externalSchema = z.strictObject({
  endpoints: z.array(z.string()).min(1),
  caFile: z.literal(`${etcdPki}/ca.crt`),
  certFile: z.literal(`${etcdPki}/${apiServerClient}.crt`),
  keyFile: z.literal(`${etcdPki}/${apiServerClient}.key`),
});
const patchSchema = z.looseObject({
  kind: z.literal("ClusterConfiguration"),
  etcd: z.looseObject({ external: z.unknown() }),
});

/**
 * The names of external etcd members that a configuration asks for: "etcd", "etcd2", …; none where etcd is stacked; a
 * reason where the harness cannot start them.
 */
export function externalMembers(config: KindConfig): readonly string[] | string {
  const external = (config.kubeadmConfigPatches ?? [])
    .flatMap(documentsOf)
    .flatMap((document) => externalOf(document)?.etcd.external ?? []);
  if (external.length === 0) return [];
  const parsed = externalSchema.safeParse(external[0]);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `etcd.external.${issue?.path.join(".")}: ${issue?.message}`;
  }
  const { endpoints } = parsed.data;
  const names = endpoints.map((_, index) => (index === 0 ? "etcd" : `etcd${index + 1}`));
  const wanted = names.map((name) => `https://${name}:2379`);
  return endpoints.join() === wanted.join() ? names : `etcd.external.endpoints: must be ${wanted.join(", ")}`;
}

/**
 * The configuration as kind gets it: addresses in the place of the members' names, and the folder with the certificates
 * mounted on every control plane.
 */
export function withExternalMembers(
  config: KindConfig,
  addresses: ReadonlyMap<string, string>,
  certificates: string,
): KindConfig {
  const mounts = (present: KindNode["extraMounts"] = []) => [
    ...present,
    { hostPath: certificates, containerPath: etcdPki },
  ];
  return {
    ...config,
    nodes: config.nodes.map((node) =>
      node.role === "control-plane" ? { ...node, extraMounts: mounts(node.extraMounts) } : node,
    ),
    kubeadmConfigPatches: (config.kubeadmConfigPatches ?? []).map((text) => {
      const documents = documentsOf(text);
      if (!documents.some(externalOf)) return text;
      const endpoints = [...addresses.values()].map((address) => `https://${address}:2379`);
      return documents.map((document) => stringify(withEndpoints(document, endpoints), yaml11)).join("---\n");
    }),
  };
}

/** The same for `plan`, which starts nothing: words in the place of the addresses and of the folder. */
export function withUnknownMembers(config: KindConfig): KindConfig {
  const members = externalMembers(config);
  if (typeof members === "string" || members.length === 0) return config;
  return withExternalMembers(config, new Map(members.map((name) => [name, `<${name}>`])), "<certificates>");
}

function withEndpoints(document: unknown, endpoints: readonly string[]): unknown {
  const patch = externalOf(document);
  if (patch === undefined) return document;
  return { ...patch, etcd: { external: { ...(patch.etcd.external as object), endpoints } } };
}

function externalOf(document: unknown): z.infer<typeof patchSchema> | undefined {
  const patch = patchSchema.safeParse(document);
  return patch.data?.etcd.external === undefined ? undefined : patch.data;
}
