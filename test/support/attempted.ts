import type { AddressInfo, Server } from "node:net";
import { onTestFinished } from "vitest";
import type { Ask } from "../../src/model/application.ts";
import type { Lane } from "../../src/model/lane.ts";
import type { Sample } from "../../src/model/sample.ts";
import { makeAttempt } from "../../src/probes/attempts/http-attempt.ts";
import { type ConnectionSource, newConnections } from "../../src/probes/connections/connection-source.ts";
import { newHttp2Connections } from "../../src/probes/connections/new-http2-connections.ts";
import type { HttpOperation } from "../../src/probes/operation.ts";

/** Listens on a free port of loopback until the test is over; resolves to the port. */
export async function listening(server: Pick<Server, "listen" | "address" | "close">): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** One attempt of an operation that asks an application on a port of loopback, on a connection of its own by default. */
export function attempted(
  operation: HttpOperation,
  port: number,
  ask: Ask,
  source?: ConnectionSource,
): Promise<Sample> {
  const lane = { index: 0, deadlineMs: 2_000, host: "127.0.0.1", port, ask } as Lane;
  const connect = operation.overHttp2 === true ? newHttp2Connections : newConnections;
  const own = source ?? connect({ host: "127.0.0.1", port, serverName: "127.0.0.1" }, () => 1);
  const now = () => performance.now();
  const path = { lane, operation, namespace: "", lanes: [lane], source: own, backendOf: () => undefined, now };
  return makeAttempt(path, 0, now());
}
