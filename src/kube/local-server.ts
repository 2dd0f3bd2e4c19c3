import { messageOf, PlatformError } from "../model/errors.ts";
import type { Loopback } from "../model/node-addresses.ts";
import { authorityOf } from "../net/connect-tunnel.ts";
import type { Answer, Credentials } from "../net/local-endpoint.ts";
import { peerNames } from "../net/peer-names.ts";
import { ApiServer } from "./api-server.ts";

/** An API server, or a load balancer before several, whose port is published on loopback; for checks, never for probes. */
export class LocalApiServer {
  readonly #api: ApiServer;
  readonly #port: number;

  private constructor(api: ApiServer, port: number) {
    this.#api = api;
    this.#port = port;
  }

  /** `connectMs` is how long a connection gets until it stands; nothing is sent yet. */
  static async open(
    port: number,
    credentials: Credentials,
    { host = "127.0.0.1", connectMs }: { readonly host?: Loopback; readonly connectMs?: number | undefined } = {},
  ): Promise<LocalApiServer> {
    const server = {
      url: `https://${authorityOf(host, port)}`,
      host,
      port,
      basePath: "",
      secure: true,
      // A name that kind has put into the certificate of every API server.
      serverName: "localhost",
      insecure: false,
      ca: credentials.ca,
      ownCa: true,
      forPlugins: {},
    };
    return new LocalApiServer(
      await ApiServer.open(server, credentials, connectMs === undefined ? {} : { connectMs }),
      port,
    );
  }

  /** Throws PlatformError "endpoint" when no whole answer comes within the time limit. */
  async call(method: "GET", path: string, body: undefined, timeoutMs: number): Promise<Answer> {
    try {
      return await this.#api.call(method, path, body, timeoutMs);
    } catch (error) {
      throw new PlatformError("endpoint", `${method} ${path} on port ${this.#port}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  /** The DNS names in the certificate of whoever answers a new connection; throws PlatformError "endpoint". */
  peerNames(): Promise<readonly string[]> {
    return peerNames(this.#api.target);
  }

  close(): void {
    this.#api.close();
  }
}
