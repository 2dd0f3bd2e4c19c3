import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../host/command.ts";
import { networkLabel } from "../host/docker/own-containers.ts";
import type { Engine } from "../host/engine.ts";
import { PlatformError } from "../model/errors.ts";
import type { KindConfig } from "../model/topology.ts";
import { clientFolder, removeCertificates, writeCertificates } from "./etcd-certificates.ts";
import { startMember } from "./etcd-member.ts";
import { externalMembers, withExternalMembers } from "./external-etcd-config.ts";
import { hostNumbers } from "./host-numbers.ts";

export interface ExternalEtcdRequest {
  readonly name: string;
  readonly nodeImage: string;
  readonly config: KindConfig;
}

/**
 * Starts the external etcd members that a configuration asks for, on the cluster's network, and returns the
 * configuration as kind gets it. Where etcd is stacked it starts nothing and returns what it was given.
 */
export async function startExternalEtcd(engine: Engine, request: ExternalEtcdRequest): Promise<KindConfig> {
  const names = externalMembers(request.config);
  if (typeof names === "string" || names.length === 0) return request.config;
  const prefix = await networkPrefix(engine, request.name);
  const members = names.map((short, index) => ({
    short,
    container: `${request.name}-${short}`,
    address: `${prefix}.${hostNumbers.etcd + index}`,
  }));
  await writeCertificates(request.name, members);
  for (const member of members) await startMember(engine, request.name, request.nodeImage, member, members);
  const addresses = new Map(members.map(({ short, address }) => [short, address]));
  return withExternalMembers(request.config, addresses, clientFolder(request.name));
}

/**
 * Deletes the external members of a cluster with their data and certificates, and all other containers of the harness's
 * own on its network, such as load balancers that share a virtual address; none there is fine.
 */
export async function removeExternalEtcd(engine: Engine, cluster: string): Promise<void> {
  const found = await engine.containers.labelled(`${networkLabel}=${cluster}`);
  for (const { id } of found) await engine.containers.remove(id);
  await removeCertificates(cluster);
}

/** Writes the log of every external member of a cluster into a folder, and of every other container of the harness's own. */
export async function collectEtcdLogs(cluster: string, folder: string): Promise<void> {
  const list = ["docker", "ps", "--all", "--filter", `label=${networkLabel}=${cluster}`, "--format", "{{.Names}}"];
  const { stdout } = await run(list, { timeoutMs: 30_000 });
  for (const name of stdout.split("\n").filter(Boolean)) {
    mkdirSync(folder, { recursive: true });
    await run(["docker", "logs", name], { logFile: join(folder, `${name}.log`), timeoutMs: 60_000 });
  }
}

/** The first three numbers of the addresses on a cluster's network. */
export async function networkPrefix(engine: Engine, network: string): Promise<string> {
  const subnet = await engine.networks.subnet(network);
  const prefix = /^(\d+\.\d+\.\d+)\.0\/24$/.exec(subnet)?.[1];
  if (prefix === undefined) throw new PlatformError("network", `the network ${network} is no /24: ${subnet}`);
  return prefix;
}
