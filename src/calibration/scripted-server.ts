import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { createAuthority, issueCertificate, type KeyedCertificate } from "../platform/certificate.ts";
import { type Behaviour, respond } from "./behaviour.ts";

interface Backend {
  readonly name: string;
  readonly context: SecureContext;
  behaviour: Behaviour;
  readonly sockets: Set<Socket>;
  served: number;
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
 * A server like a load balancer with several API servers behind it, whose failures are scripted: TCP connections are dealt out in
 * turn, TLS ends at the backend, and each backend behaves as it is told. What it does and when is known exactly, so that the
 * probes can be measured against it.
 */
export class ScriptedServer {
  readonly #http: HttpServer;
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
    this.#http = createHttpServer({ keepAliveTimeout: 0 }, (request, response) => this.#serve(request, response));
  }

  /** Starts a server with one backend for each name, listening on a free loopback port. */
  static async start(names: readonly string[], identity?: ScriptedIdentity): Promise<ScriptedServer> {
    const { authority, client } = identity ?? (await createIdentity());
    const backends = await Promise.all(
      names.map(async (name): Promise<Backend> => {
        const certificate = await issueCertificate(authority, [name, "localhost"]);
        const context = createSecureContext({ ...certificate, ca: authority.cert });
        return { name, context, behaviour: { is: "ok" }, sockets: new Set(), served: 0 };
      }),
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

  /** Requests that a backend answered or left unanswered. */
  served(backend: number): number {
    return this.#backends[backend]?.served ?? 0;
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
    const secure = new TLSSocket(socket, { isServer: true, secureContext: backend.context, requestCert: true });
    secure.on("error", () => {});
    Object.assign(secure, { backend });
    this.#http.emit("connection", secure);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { backend } = request.socket as unknown as { backend: Backend };
    backend.served += 1;
    respond(backend.behaviour, request, response);
  }
}

function resetAll(backend: Backend): void {
  for (const socket of backend.sockets) socket.resetAndDestroy();
}
