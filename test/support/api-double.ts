import { writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { createAuthority, issueCertificate, type KeyedCertificate } from "../../src/net/certificate.ts";

/**
 * What a test server answers instead of what an API server that permits everything would; undefined: as that would,
 * "never": nothing.
 */
export type Answering = (request: {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}) => readonly [status: number, body: object | string] | "never" | undefined;

/**
 * A local TLS server that answers the few requests of a monitor that only reads; for input that a real cluster does not
 * give.
 */
export interface ApiDouble {
  readonly port: number;
  /** What it was asked, oldest first: "GET /version". */
  readonly asked: string[];
}

/**
 * Serves with one certificate after the other in turn, as several API servers behind one address do; ends with the
 * test.
 */
export async function serveApi(
  certificates: readonly KeyedCertificate[],
  answering: Answering = () => undefined,
): Promise<ApiDouble> {
  const asked: string[] = [];
  const backends = certificates.map((certificate) =>
    createServer({ ...certificate }, (request, response) => {
      const { method = "", url: path = "", headers } = request;
      asked.push(`${method} ${path}`);
      let body = "";
      request.setEncoding("utf8").on("data", (part: string) => {
        body += part;
      });
      request.on("end", () => {
        const answer = answering({ method, path, headers, body }) ?? ordinary(path);
        if (answer === "never") return;
        const [status, content] = answer;
        const text = typeof content === "string" ? content : JSON.stringify(content);
        response.writeHead(status, { "content-length": Buffer.byteLength(text) }).end(text);
      });
    }),
  );
  let turn = 0;
  const sockets = new Set<Socket>();
  const front = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}); // What a client does to its connection is its own business.
    socket.once("close", () => sockets.delete(socket));
    backends[turn++ % backends.length]?.emit("connection", socket);
  });
  await new Promise<void>((listening) => front.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    front.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (front.address() as AddressInfo).port, asked };
}

function ordinary(path: string): readonly [number, object | string] {
  if (path.endsWith("/version")) return [200, { gitVersion: "v1.37.2" }];
  if (path.includes("selfsubjectaccessreviews")) return [201, { status: { allowed: true } }];
  if (path.endsWith("/readyz")) return [200, "ok"];
  if (path.includes("/configmaps")) return [200, { metadata: { name: "kube-root-ca.crt", resourceVersion: "7" } }];
  return [404, { message: "not found" }];
}

/** Authorities and certificates for a whole test file: making one takes a third of a second. */
export async function makeCertificates() {
  const authority = await createAuthority("the cluster's own");
  const issue = (...names: [string, ...string[]]) => issueCertificate(authority, names);
  return {
    authority,
    foreign: await createAuthority("somebody else's"),
    server: await issue("node-a", "kubernetes", "api.example.com"),
    second: await issue("node-b", "kubernetes", "api.example.com"),
    expired: await issueCertificate(authority, ["node-a"], [], { fromDays: -9, toDays: -2 }),
    early: await issueCertificate(authority, ["node-a"], [], { fromDays: 2, toDays: 9 }),
    client: await issue("somebody"),
    clientExpired: await issueCertificate(authority, ["somebody"], [], { fromDays: -9, toDays: -2 }),
    clientEarly: await issueCertificate(authority, ["somebody"], [], { fromDays: 2, toDays: 9 }),
  };
}

/** Writes a kubeconfig of one context "here" and answers its path. */
export function writeKubeconfig(folder: string, cluster: object, user: object, name = "kubeconfig"): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "here",
      contexts: [{ name: "here", context: { cluster: "c", user: "u" } }],
      clusters: [{ name: "c", cluster }],
      users: [{ name: "u", user }],
    }),
  );
  return file;
}

/** Text as a kubeconfig's -data fields have it. */
export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
