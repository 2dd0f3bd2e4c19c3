import type { SecureContext } from "node:tls";
import type { Lane } from "../../model/lane.ts";
import type { Sample } from "../../model/sample.ts";
import { nameBehind } from "../../net/server-name.ts";
import { makeDnsAttempt } from "../attempts/dns-attempt.ts";
import { makeAttempt } from "../attempts/http-attempt.ts";
import {
  type ConnectionSource,
  type NextNumber,
  newConnections,
  type PinnedSource,
} from "../connections/connection-source.ts";
import { Http2Connection } from "../connections/http2-connection.ts";
import { newHttp2Connections } from "../connections/new-http2-connections.ts";
import { ReusedConnections } from "../connections/reused-connections.ts";
import type { HttpOperation, Operation } from "../operation.ts";
import type { ProbeSetup } from "../process/messages.ts";

/** A lane that attempts can be made on. */
export interface LanePath {
  readonly lane: Lane;
  /** Attempts change nothing, and nothing in them depends on their number: some more may be made. */
  readonly onlyReads: boolean;
  /** Milliseconds since the run's start. */
  now(): number;
  /** Makes the attempt of this number now; always resolves, at the lane's deadline at the latest. */
  attempt(number: number, scheduled: number): Promise<Sample>;
  close(): void;
}

/** What all lanes of a probing process share. */
export interface PathContext {
  readonly setup: Pick<ProbeSetup, "lanes" | "namespace" | "services" | "server">;
  /** Client certificates; what is asked without one is asked without TLS. */
  readonly contexts: { readonly api: SecureContext; readonly etcd: SecureContext };
  readonly nextNumber: NextNumber;
  /** Index of the control plane with these names in its certificate. */
  backendOf(names: string): number | undefined;
  now(): number;
  /** Told of every source that stays on one connection. */
  onPool(lane: number, pool: PinnedSource): void;
}

/** The path of a lane; `own` says that the other end is this very process. */
export function lanePath(lane: Lane, operation: Operation, context: PathContext, own = false): LanePath {
  const { setup, now, nextNumber, backendOf } = context;
  const shared = { lane, now, namespace: setup.namespace };
  if (operation.protocol === "dns") {
    const path = { ...shared, operation, services: setup.services, nextNumber };
    const attempt: LanePath["attempt"] = (number, scheduled) => makeDnsAttempt(path, number, scheduled);
    return { lane, onlyReads: true, now, attempt, close: () => {} };
  }
  const source = sourceOf(lane, operation, context, own);
  // The harness's own certificate is no API server's.
  const path = { ...shared, operation, lanes: setup.lanes, source, backendOf: own ? () => undefined : backendOf };
  return {
    lane,
    onlyReads: !operation.changesState,
    now,
    attempt: (number, scheduled) => makeAttempt(path, number, scheduled),
    close: () => source.close(),
  };
}

function sourceOf(lane: Lane, operation: HttpOperation, context: PathContext, own: boolean): ConnectionSource {
  const { destination } = operation;
  const { server } = context.setup;
  const secure = destination === "api" || destination === "etcd" ? context.contexts[destination] : undefined;
  const at = { host: lane.host, port: lane.port, context: secure };
  const target =
    own || server === undefined
      ? { ...at, serverName: nameBehind(lane.host), own }
      : { ...at, serverName: server.serverName, own: server.insecure, addressing: server, proxy: server.proxy };
  if (lane.connection === "new")
    return operation.overHttp2 === true
      ? newHttp2Connections(target, context.nextNumber)
      : newConnections(target, context.nextNumber);
  const pool =
    lane.connection === "http2"
      ? new Http2Connection(target, context.nextNumber)
      : new ReusedConnections(target, context.nextNumber, operation.connectionAgeMs);
  context.onPool(lane.index, pool);
  return pool;
}
