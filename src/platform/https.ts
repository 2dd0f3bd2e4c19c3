import { connect } from "node:tls";
import { Agent, request } from "undici";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { Credentials } from "./kube.ts";

/** One answer over HTTPS on a loopback port; `body` is parsed JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Plain HTTPS calls to one endpoint published on 127.0.0.1; for checks and audits, never for probes. */
export class Endpoint {
  readonly #agent: Agent;
  readonly #origin: string;
  readonly #credentials: Credentials;
  readonly #port: number;

  constructor(port: number, credentials: Credentials) {
    this.#port = port;
    this.#credentials = credentials;
    this.#origin = `https://127.0.0.1:${port}`;
    this.#agent = new Agent({ connect: { ...credentials, servername: "localhost", timeout: 3_000 } });
  }

  /** Throws PlatformError "endpoint" when no whole answer comes within the time limit. */
  async call(method: "GET" | "POST" | "DELETE", path: string, body?: string, timeoutMs = 5_000): Promise<Answer> {
    try {
      const response = await request(`${this.#origin}${path}`, {
        method,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(timeoutMs),
        headers: { "content-type": "application/json" },
        ...(body === undefined ? {} : { body }),
      });
      const text = await response.body.text();
      return { status: response.statusCode, body: parse(text) };
    } catch (error) {
      throw new PlatformError("endpoint", `${method} ${path} on port ${this.#port}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  /** The DNS names in the certificate of whoever answers a new connection; throws PlatformError when none stands in 3 s. */
  peerNames(): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(new PlatformError("endpoint", `port ${this.#port}: ${error.message}`));
      const socket = connect(
        { host: "127.0.0.1", port: this.#port, servername: "localhost", ...this.#credentials },
        () => {
          const names = socket.getPeerCertificate().subjectaltname ?? "";
          socket.destroy();
          resolve([...names.matchAll(/DNS:([^,\s]+)/g)].map((match) => match[1] ?? ""));
        },
      );
      socket.setTimeout(3_000, () => socket.destroy(new Error("no TLS connection within 3 s")));
      socket.on("error", fail);
    });
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Health endpoints answer plain words.
    return text;
  }
}
