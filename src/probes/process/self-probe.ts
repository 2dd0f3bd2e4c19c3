import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Lane } from "../../model/lane.ts";
import type { HttpOperation } from "../operation.ts";
import type { ProbeCredentials } from "./messages.ts";

/**
 * The harness's own tiny TLS server and the operation that probes it: it fails only when this machine or this thread
 * cannot keep up, so a stretch in which it fails says nothing about the cluster.
 */
export const selfProbeOperation: HttpOperation = {
  protocol: "http",
  name: "self-probe",
  summary: "the harness's own server on loopback",
  vias: ["api"],
  deadlineMs: 1_000,
  destination: "api",
  changesState: false,
  request: () => ({ method: "GET", path: "/" }),
  read: () => ({}),
};

/**
 * Serves the self-probe on a free loopback port, with whatever certificate is at hand; resolves to its lane and a way
 * to close it.
 */
export async function serveSelfProbe(
  credentials: Pick<ProbeCredentials, "cert" | "key">,
): Promise<{ lane: Lane; close(): void }> {
  const server = createServer({ cert: credentials.cert, key: credentials.key }, (_request, response) =>
    response.end("ok"),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const lane: Lane = {
    index: -1,
    id: "self-probe/loopback/new",
    operation: selfProbeOperation.name,
    via: "loopback",
    connection: "new",
    // A full handshake at both ends in this one thread: at 10 Hz it would cost as much as two lanes.
    periodMs: 1_000,
    offsetMs: 0,
    seed: 1,
    deadlineMs: selfProbeOperation.deadlineMs,
    host: "127.0.0.1",
    port: (server.address() as AddressInfo).port,
  };
  return {
    lane,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
