import type { ApiConstructor, ApiType, Configuration, HttpMethod, RequestContext, User } from "@kubernetes/client-node";
import type { Dispatcher } from "undici";
import { authorityOf } from "../net/connect-tunnel.ts";
import type { Addressing, HttpTarget } from "../net/http-dial.ts";
import type { Answer } from "../net/local-endpoint.ts";
import { callError } from "./call-error.ts";
import { loadClientLibrary } from "./client-library.ts";
import { openDispatcher } from "./dispatcher.ts";
import { httpLibrary } from "./http-library.ts";
import { targetOf } from "./http-target.ts";
import type { KubeServer } from "./kube-server.ts";
import { libraryCluster, libraryUser } from "./library-entries.ts";
import { headerText, impersonationOf, type ShownIdentity } from "./shown-identity.ts";

/** How long a call may take unless it says otherwise, and a connection until it stands; milliseconds. */
const usualMs = 10_000;

/** How calls are made. */
interface CallOptions {
  /** How long a typed call may take, milliseconds. */
  readonly timeoutMs?: number;
  /** How long a connection gets until it stands, milliseconds. */
  readonly connectMs?: number;
  /** Calls at the same time get connections of their own; else one waits for the other, and none dials but the first. */
  readonly sideBySide?: boolean;
}

/**
 * Calls to the server of a kubeconfig through the Kubernetes client, on kept connections; for checks, set-up and audits,
 * never for probes.
 */
export class ApiServer {
  /** The same server for connections of our own: the probes', and looks at who answers. */
  readonly target: HttpTarget & { readonly addressing: Addressing };
  readonly #configuration: Configuration;
  readonly #dispatcher: Dispatcher;
  readonly #user: User;

  private constructor(target: ApiServer["target"], configuration: Configuration, dispatcher: Dispatcher, user: User) {
    this.target = target;
    this.#configuration = configuration;
    this.#dispatcher = dispatcher;
    this.#user = user;
  }

  /** Loads the client and makes it ready; nothing is sent yet. */
  static async open(
    server: KubeServer,
    shown: ShownIdentity,
    { timeoutMs = usualMs, connectMs = usualMs, sideBySide = false }: CallOptions = {},
  ): Promise<ApiServer> {
    const { KubeConfig, ServerConfiguration, ResponseContext, createConfiguration, wrapHttpLibrary } =
      await loadClientLibrary();
    const config = new KubeConfig();
    const user = libraryUser(shown);
    config.loadFromClusterAndUser(libraryCluster(server), user);
    const base = new ServerConfiguration(
      `${server.secure ? "https" : "http"}://${authorityOf(server.host, server.port)}${server.basePath}`,
      {},
    );
    const authenticated = {
      getName: () => config.getName(),
      applySecurityAuthentication: async (request: RequestContext) => {
        await config.applySecurityAuthentication(request);
        if (request.getSignal() === undefined) request.setSignal(AbortSignal.timeout(timeoutMs));
      },
    };
    const kept = await openDispatcher(server, shown, { connections: sideBySide ? null : 1, connectMs });
    // The library sets the header of the user itself.
    const { "Impersonate-User": _, ...further } = impersonationOf(shown);
    const made = (status: number, headers: Record<string, string>, text: () => Promise<string>) =>
      new ResponseContext(status, headers, { text, binary: async () => Buffer.from(await text()), stream: () => null });
    const configuration = createConfiguration({
      baseServer: base,
      authMethods: { default: authenticated },
      httpApi: wrapHttpLibrary(httpLibrary(kept, further, made)),
    });
    return new ApiServer(targetOf(server, shown), configuration, kept, user);
  }

  /** A typed client of one group of the API; it throws the library's ApiException, or what `callError` reads. */
  client<Api extends ApiType>(type: ApiConstructor<Api>): Api {
    return new type(this.#configuration);
  }

  /** The answer to a request, whatever its status; its body is parsed where it is JSON. Rejects as `callError` says. */
  async call(
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
    path: string,
    body?: object,
    timeoutMs = usualMs,
  ): Promise<Answer> {
    const request = this.#configuration.baseServer.makeRequestContext(path, method as HttpMethod);
    request.setHeaderParam("Accept", "application/json");
    request.setSignal(AbortSignal.timeout(timeoutMs));
    if (body !== undefined) {
      request.setHeaderParam("Content-Type", "application/json");
      request.setBody(JSON.stringify(body));
    }
    try {
      await this.#configuration.authMethods.default?.applySecurityAuthentication(request);
      const answer = await this.#configuration.httpApi.send(request).toPromise();
      const text = await answer.body.text();
      const { httpStatusCode: status, headers } = answer;
      return { status, body: parseBody(this.#withoutSecret(text, status)), date: headers.date };
    } catch (error) {
      throw callError(error, timeoutMs);
    }
  }

  /** Requests carry another token from now on. */
  authorize(bearer: string): void {
    Object.assign(this.#user, { token: headerText(bearer) });
    this.target.addressing.authorization = `Bearer ${headerText(bearer)}`;
  }

  close(): void {
    void this.#dispatcher.destroy();
  }

  /** A server that refuses may repeat what it was shown; the words go into messages. */
  #withoutSecret(text: string, status: number): string {
    const secret = this.target.addressing.authorization?.replace(/^\w+ /, "");
    return status < 400 || !secret ? text : text.replaceAll(secret, "***");
  }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // Health endpoints answer plain words.
  }
}
