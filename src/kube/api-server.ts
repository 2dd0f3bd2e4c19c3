import { createSecureContext } from "node:tls";
import { type Addressing, addressed, dial, type HttpConnection, type HttpTarget } from "../net/http-dial.ts";
import { exchange, type HttpRequest } from "../net/http-exchange.ts";
import type { Answer } from "./endpoint.ts";
import type { KubeServer } from "./kubeconfig.ts";
import type { ShownIdentity } from "./shown-identity.ts";

/** What requests to a kubeconfig's server carry. */
export function addressingOf(server: KubeServer, { token }: ShownIdentity): Addressing {
  // An address of version 6 stands in brackets before a port.
  const host = server.host.includes(":") ? `[${server.host}]` : server.host;
  return {
    authority: `${host}:${server.port}`,
    basePath: server.basePath,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
}

/** A kubeconfig's server as connections see it. */
export function targetOf(
  server: KubeServer,
  { cert, key, token }: ShownIdentity,
): HttpTarget & { addressing: Addressing } {
  const identity = cert === undefined || key === undefined ? {} : { cert, key };
  return {
    host: server.host,
    port: server.port,
    serverName: server.serverName,
    own: server.insecure,
    context: createSecureContext({ ca: server.ca, ...identity }),
    addressing: addressingOf(server, token === undefined ? {} : { token }),
  };
}

/**
 * Calls to the server of a kubeconfig, one after the other on one kept connection; for checks, set-up and audits, never
 * for probes. It goes the probes' own way, so that what it can reach they can reach. Rejects with the error of the
 * socket or of the parser.
 */
export class ApiServer {
  readonly target: HttpTarget & { addressing: Addressing };
  #connection: HttpConnection | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(server: KubeServer, identity: ShownIdentity) {
    this.target = targetOf(server, identity);
  }

  /** The answer to a request; its body is parsed where it is JSON. */
  call(method: HttpRequest["method"], path: string, body?: object, timeoutMs = 10_000): Promise<Answer> {
    const request = { method, path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = this.#last.then(() => this.#send(request, timeoutMs));
    this.#last = answer.catch(() => {}); // Whoever asked is told; the next one asks anew.
    return answer;
  }

  close(): void {
    this.#connection?.socket.destroy();
    this.#connection = undefined;
  }

  async #send(request: HttpRequest, timeoutMs: number): Promise<Answer> {
    const kept = this.#connection;
    const dialling = kept?.socket.writable === true ? undefined : dial(this.target, 0);
    const socket = dialling?.socket ?? kept?.socket;
    const late = () => Object.assign(new Error(`no answer within ${timeoutMs / 1_000} s`), { code: "ETIMEDOUT" });
    const timer = setTimeout(() => socket?.destroy(late()), timeoutMs);
    try {
      const connection = dialling === undefined ? (kept as HttpConnection) : await dialling.done;
      this.#connection = connection;
      const answer = await exchange(connection.socket, ...addressed(this.target, request), () => {});
      if (!answer.reusable) this.close();
      return { status: answer.status, body: parseBody(answer.body) };
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // Health endpoints answer plain words.
  }
}
