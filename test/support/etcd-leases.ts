import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A member's JSON gateway as far as leases go, whose clock a test sets. */
export interface EtcdLeases {
  readonly url: string;
  /** Milliseconds; leases end by this clock. */
  nowMs: number;
  /** Ends all leases at once, whatever was promised. */
  forget(): void;
  close(): Promise<void>;
}

interface Asked {
  readonly ID: string;
  readonly TTL?: number;
}

const header = { cluster_id: "1", member_id: "2", revision: "3", raft_term: "4" };

/** Starts it on a free port; it answers as etcd's own source does (server/etcdserver/api/v3rpc/lease.go), and nothing else. */
export async function startEtcdLeases(): Promise<EtcdLeases> {
  const leases = new Map<string, { readonly ttl: number; untilMs: number }>();
  const answers: Readonly<Record<string, (asked: Asked) => readonly [status: number, body: object]>> = {
    "/v3/lease/grant": ({ ID, TTL = 0 }) => {
      if (leaseOf(ID) !== undefined)
        return [400, { code: 9, message: "etcdserver: lease already exists", details: [] }];
      leases.set(ID, { ttl: TTL, untilMs: member.nowMs + TTL * 1_000 });
      return [200, { header, ID, TTL: String(TTL) }];
    },
    "/v3/lease/keepalive": ({ ID }) => {
      const lease = leaseOf(ID);
      if (lease === undefined) return [200, { result: { header, ID } }];
      lease.untilMs = member.nowMs + lease.ttl * 1_000;
      return [200, { result: { header, ID, TTL: String(lease.ttl) } }];
    },
    "/v3/lease/timetolive": ({ ID }) => {
      const lease = leaseOf(ID);
      if (lease === undefined) return [200, { header, ID, TTL: "-1" }];
      const left = Math.floor((lease.untilMs - member.nowMs) / 1_000);
      return [200, { header, ID, ...(left === 0 ? {} : { TTL: String(left) }), grantedTTL: String(lease.ttl) }];
    },
  };
  const leaseOf = (id: string) => {
    const lease = leases.get(id);
    return lease === undefined || lease.untilMs <= member.nowMs ? undefined : lease;
  };
  const server = createServer(async (request: IncomingMessage, response) => {
    const answer = request.method === "POST" ? answers[request.url ?? ""] : undefined;
    const [status, body] = answer?.(JSON.parse(await text(request)) as Asked) ?? [
      404,
      { code: 5, message: "Not Found" },
    ];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const member: EtcdLeases = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    nowMs: 0,
    forget: () => leases.clear(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return member;
}
