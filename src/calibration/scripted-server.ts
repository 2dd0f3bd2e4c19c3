import { createSecureServer, type Http2SecureServer } from "node:http2";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createAuthority, issueCertificate, type KeyedCertificate } from "../net/certificate.ts";
import { type Behaviour, respond } from "./behaviour.ts";

interface Backend {
  /** Speaks TLS, HTTP/1.1 and HTTP/2 on the connections that it is handed; does not listen itself. */
  readonly server: Http2SecureServer;
  behaviour: Behaviour;
  readonly sockets: Set<Socket>;
}

/** An authority and a client certificate of it, which several servers may share. */
export interface ScriptedIdentity {
  readonly authority: KeyedCertificate;
  readonly client: KeyedCertificate;
}

/** Makes an authority and a client of it. */
export async function createIdentity(): Promise<ScriptedIdentity> {
  const authority = await createAuthority("scripted server");
  return { authority, client: await issueCertificate(authority, ["client"]) };
}

/**
 * A server like a load balancer with several API servers behind it, whose failures are scripted: TCP connections are
 * dealt out in turn, TLS ends at the backend, and each backend behaves as it is told. What it does and when is known
 * exactly, so that the probes can be measured against it.
 */
export class ScriptedServer {
  readonly #backends: readonly Backend[];
  #listener: Server | undefined;
  #turn = 0;
  /** TCP connections that were accepted. */
  accepted = 0;
  port = 0;
  /** What a client needs: the authority's certificate and a client certificate. */
  readonly client: { readonly ca: string; readonly cert: string; readonly key: string };

  private constructor(backends: readonly Backend[], authority: KeyedCertificate, client: KeyedCertificate) {
    this.#backends = backends;
    this.client = { ca: authority.cert, ...client };
  }

  /** Starts a server with one backend for each name, listening on a free loopback port. */
  static async start(names: readonly string[], identity?: ScriptedIdentity): Promise<ScriptedServer> {
    const { authority, client } = identity ?? (await createIdentity());
    const backends = await Promise.all(
      names.map(async (name) => createBackend(await issueCertificate(authority, [name, "localhost"]), authority.cert)),
    );
    const server = new ScriptedServer(backends, authority, client);
    await server.listen();
    return server;
  }

  /** Listens (again) on the server's port. */
  async listen(): Promise<void> {
    const listener = createServer((socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      listener.once("error", reject);
      listener.listen({ port: this.port, host: "127.0.0.1", backlog: 511 }, resolve);
    });
    this.port = (listener.address() as AddressInfo).port;
    this.#listener = listener;
  }

  /** Stops listening and resets every connection: new ones are refused, as when a process is killed. */
  refuse(): void {
    this.#listener?.close();
    this.#listener = undefined;
    for (const backend of this.#backends) resetAll(backend);
  }

  /** Makes a backend, or all of them, behave differently from now on; a dead one also loses its connections. */
  behave(behaviour: Behaviour, backend?: number): void {
    for (const [index, each] of this.#backends.entries()) {
      if (backend !== undefined && backend !== index) continue;
      each.behaviour = behaviour;
      if (behaviour.is === "reset") resetAll(each);
    }
  }

  /** Closes idle connections the polite way, as a server that shuts down does. */
  closeConnections(): void {
    for (const { sockets } of this.#backends) for (const socket of sockets) socket.end();
  }

  async close(): Promise<void> {
    this.refuse();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #accept(socket: Socket): void {
    this.accepted += 1;
    const backend = this.#backends[this.#turn++ % this.#backends.length];
    // Whatever a client does to its connection is its own business.
    socket.on("error", () => {});
    if (backend === undefined || backend.behaviour.is === "reset") {
      socket.resetAndDestroy();
      return;
    }
    backend.sockets.add(socket);
    socket.once("close", () => backend.sockets.delete(socket));
    if (backend.behaviour.is === "hang-tls") return;
    backend.server.emit("connection", socket);
  }
}

function createBackend(certificate: KeyedCertificate, ca: string): Backend {
  const server = createSecureServer({ ...certificate, ca, requestCert: true, allowHTTP1: true }, (request, response) =>
    respond(backend.behaviour, request, response),
  );
  const backend: Backend = { server, behaviour: { is: "ok" }, sockets: new Set() };
  return backend;
}

function resetAll(backend: Backend): void {
  for (const socket of backend.sockets) socket.resetAndDestroy();
}
