import { z } from "zod";
import type { Engine } from "../host/engine.ts";
import { type Cluster, etcdNodes, type Node } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { EtcdMember } from "../model/event.ts";
import { loopbackOf } from "../model/node-addresses.ts";
import { type Credentials, LocalEndpoint } from "../net/local-endpoint.ts";

const pki = "/etc/kubernetes/pki/etcd";

// etcd's gateway writes 64-bit numbers as strings and leaves out what is zero.
const count = z.coerce.number().default(0);
const statusSchema = z.object({
  header: z.object({ member_id: z.string() }),
  leader: z.string().default("0"),
  raftTerm: count,
  raftIndex: count,
  raftAppliedIndex: count,
  isLearner: z.boolean().default(false),
  errors: z.array(z.string()).default([]),
});

const listSchema = z.object({
  members: z.array(z.object({ ID: z.string(), name: z.string().default(""), isLearner: z.boolean().default(false) })),
});

/** A member as etcd's own list names it. */
export interface ListedMember {
  /** In hexadecimal. */
  readonly memberId: string;
  /** Empty for one that was added and never started. */
  readonly name: string;
  readonly learner: boolean;
}

/** Client certificate of etcd's health checks, read from a control plane. */
export async function etcdCredentials(engine: Engine, node: Node): Promise<Credentials> {
  const read = async (file: string) => {
    const result = await engine.exec(node.name, ["cat", `${pki}/${file}`]);
    if (result.exitCode !== 0) throw new PlatformError("etcd-credentials", `${node.name}: ${result.stderr.trim()}`);
    return result.stdout;
  };
  const [ca, cert, key] = await Promise.all([
    read("ca.crt"),
    read("healthcheck-client.crt"),
    read("healthcheck-client.key"),
  ]);
  return { ca, cert, key };
}

/** Asks every etcd member itself, all at once, over its own client port. */
export class EtcdMembers {
  readonly #members: readonly (readonly [Node, LocalEndpoint])[];

  constructor(cluster: Cluster, credentials: Credentials) {
    this.#members = etcdNodes(cluster).map((node) => [
      node,
      new LocalEndpoint(node.ports["2379"] ?? 0, credentials, loopbackOf(node, "2379")),
    ]);
  }

  /**
   * The members that answered within the time limit, in the order of their nodes, and the reasons of those that did
   * not.
   */
  async status(timeoutMs = 2_000): Promise<{ members: EtcdMember[]; missing: string[] }> {
    const answers = await Promise.allSettled(
      this.#members.map(([node, endpoint]) => memberStatus(node, endpoint, timeoutMs)),
    );
    const missing = answers.flatMap((answer, index) =>
      answer.status === "rejected" ? [`${this.#members[index]?.[0].short}: ${(answer.reason as Error).message}`] : [],
    );
    return { members: answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : [])), missing };
  }

  /**
   * The members that etcd lists, as the first says that answers; needs their agreement. Throws PlatformError where none
   * tells.
   */
  async listed(timeoutMs = 2_000): Promise<ListedMember[]> {
    let last = "there is no member";
    for (const [node, endpoint] of this.#members) {
      const answer = await endpoint
        .call("POST", "/v3/cluster/member/list", "{}", timeoutMs)
        .catch((error: unknown) => ({ status: messageOf(error), body: undefined }));
      const list = listSchema.safeParse(answer.body);
      if (answer.status === 200 && list.success)
        return list.data.members.map(({ ID, name, isLearner }) => ({ memberId: hex(ID), name, learner: isLearner }));
      last = `${node.short}: ${answer.status}`;
    }
    throw new PlatformError("etcd", `no member tells its list (${last})`);
  }

  /** How many members the cluster has. */
  get size(): number {
    return this.#members.length;
  }

  close(): void {
    for (const [, endpoint] of this.#members) endpoint.close();
  }
}

async function memberStatus(node: Node, endpoint: LocalEndpoint, timeoutMs: number): Promise<EtcdMember> {
  const answer = await endpoint.call("POST", "/v3/maintenance/status", "{}", timeoutMs);
  const status = statusSchema.safeParse(answer.body);
  if (answer.status !== 200 || !status.success) throw new PlatformError("etcd", `status ${answer.status}`);
  if (status.data.errors.length > 0) throw new PlatformError("etcd-alarm", status.data.errors.join(", "));
  return {
    node: node.short,
    memberId: hex(status.data.header.member_id),
    leaderId: hex(status.data.leader),
    term: status.data.raftTerm,
    raftIndex: status.data.raftIndex,
    appliedIndex: status.data.raftAppliedIndex,
    ...(status.data.isLearner ? { learner: true } : {}),
  };
}

function hex(decimal: string): string {
  return BigInt(decimal).toString(16);
}
