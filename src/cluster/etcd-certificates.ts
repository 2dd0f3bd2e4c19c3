import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../host/cache-folder.ts";
import { createAuthority, issueCertificate, type KeyedCertificate } from "../net/certificate.ts";
import { apiServerClient } from "./external-etcd-config.ts";

/** An external member as its certificate names it. */
export interface MemberIdentity {
  readonly short: string;
  readonly container: string;
  readonly address: string;
}

/**
 * Where the certificates of a cluster's external etcd are for as long as the cluster lives; nodes mount folders in it.
 */
export function certificatesFolder(cluster: string): string {
  return join(cacheFolder(), "clusters", `${cluster}.etcd`);
}

/** What control planes mount: the authority with its key, which kind copies between them, and client certificates. */
export function clientFolder(cluster: string): string {
  return join(certificatesFolder(cluster), "control-plane");
}

/** What a member mounts. */
export function memberFolder(cluster: string, short: string): string {
  return join(certificatesFolder(cluster), short);
}

/**
 * Makes an authority for a cluster's external etcd, certificates of its members and of their clients, under kubeadm's
 * names for the files.
 */
export async function writeCertificates(cluster: string, members: readonly MemberIdentity[]): Promise<void> {
  await removeCertificates(cluster);
  const authority = await createAuthority("etcd-ca");
  const [apiServer, healthCheck] = await Promise.all([
    issueCertificate(authority, ["kube-apiserver-etcd-client"]),
    issueCertificate(authority, ["kube-etcd-healthcheck-client"]),
  ]);
  const shared = { ...files("healthcheck-client", healthCheck), "ca.crt": authority.cert };
  await writeFolder(clientFolder(cluster), {
    ...shared,
    ...files("ca", authority),
    ...files(apiServerClient, apiServer),
  });
  for (const { short, container, address } of members) {
    // One certificate for both roles: a member is also a client, of its peers and of itself through its JSON gateway.
    const own = await issueCertificate(authority, [container, short, "localhost"], [address]);
    await writeFolder(memberFolder(cluster, short), { ...shared, ...files("server", own), ...files("peer", own) });
  }
}

/** Deletes the certificates of a cluster that is gone; none there is fine. */
export async function removeCertificates(cluster: string): Promise<void> {
  await rm(certificatesFolder(cluster), { recursive: true, force: true });
}

function files(name: string, { cert, key }: KeyedCertificate): Record<string, string> {
  return { [`${name}.crt`]: cert, [`${name}.key`]: key };
}

async function writeFolder(folder: string, contents: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(contents)) await writeFile(join(folder, name), text, { mode: 0o600 });
}
