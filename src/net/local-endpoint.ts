import { Agent, request } from "node:https";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { Loopback } from "../model/node-addresses.ts";

/** Client certificate, key and CA of an endpoint; PEM. */
export interface Credentials {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** One answer over HTTPS on a loopback port; `body` is parsed JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The head that says when it was answered; not there where nobody reads it. */
  readonly date?: string | undefined;
}

/**
 * HTTPS calls to one endpoint published on loopback that is no Kubernetes API, on kept-alive connections; for checks,
 * never for probes.
 */
export class LocalEndpoint {
  readonly #agent: Agent;
  readonly #port: number;
  readonly #host: Loopback;

  constructor(port: number, credentials: Credentials, host: Loopback = "127.0.0.1") {
    this.#port = port;
    this.#host = host;
    this.#agent = new Agent({ keepAlive: true, ...credentials, servername: "localhost" });
  }

  /** Throws PlatformError "endpoint" when no whole answer comes within the time limit. */
  async call(method: "GET" | "POST" | "DELETE", path: string, body?: string, timeoutMs = 5_000): Promise<Answer> {
    try {
      return await this.#send(method, path, body, AbortSignal.timeout(timeoutMs));
    } catch (error) {
      const reason =
        (error as Error).name === "AbortError" ? `no answer within ${timeoutMs / 1_000} s` : messageOf(error);
      throw new PlatformError("endpoint", `${method} ${path} on port ${this.#port}: ${reason}`, { cause: error });
    }
  }

  #send(method: string, path: string, body: string | undefined, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers =
        body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const sent = request(
        { host: this.#host, port: this.#port, method, path, headers, agent: this.#agent, signal },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            text += chunk;
          });
          response.on("error", reject);
          response.on("end", () => resolve({ status: response.statusCode ?? 0, body: parse(text) }));
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
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
