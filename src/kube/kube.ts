import type { CoordinationV1Api, CoreV1Api, CoreV1Event, V1Node, V1Pod } from "@kubernetes/client-node";
import { messageOf, PlatformError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { Answer, Credentials } from "../net/local-endpoint.ts";
import { ApiServer } from "./api-server.ts";
import { callError } from "./call-error.ts";
import { loadClientLibrary } from "./client-library.ts";
import { identityOf } from "./identity-source.ts";
import { serverOf } from "./kube-server.ts";
import { readContext } from "./merged-kubeconfig.ts";

/** How long a call gets, milliseconds: its cluster may just be breaking. */
const callMs = 15_000;

/** The calls that set-up and checks need on a cluster of ours, through the load balancer; never for probes. */
export class Kube {
  readonly credentials: Credentials;
  readonly #api: ApiServer;
  readonly #timeoutMs: number;
  readonly #core: CoreV1Api;
  readonly #coordination: CoordinationV1Api;

  private constructor(
    credentials: Credentials,
    api: ApiServer,
    core: CoreV1Api,
    coordination: CoordinationV1Api,
    timeoutMs: number,
  ) {
    this.#timeoutMs = timeoutMs;
    this.credentials = credentials;
    this.#api = api;
    this.#core = core;
    this.#coordination = coordination;
  }

  /** Reads a kubeconfig as kind writes it: one cluster on loopback, one user with a certificate; calls get so many milliseconds. */
  static async open(kubeconfigFile: string, timeoutMs = callMs): Promise<Kube> {
    const context = readContext({ kubeconfig: kubeconfigFile });
    const server = context === undefined ? undefined : serverOf(context.cluster);
    const certificate = identityOf(context?.user).certificate;
    if (server === undefined || typeof server.ca !== "string" || certificate === undefined)
      throw new PlatformError(
        "kubeconfig",
        `${kubeconfigFile} does not hold one cluster's CA and one user's certificate`,
      );
    const { CoreV1Api, CoordinationV1Api } = await loadClientLibrary();
    // What kind publishes on loopback is reached without whatever proxy the environment names.
    const api = await ApiServer.open({ ...server, serverName: "localhost", proxy: undefined }, certificate, {
      timeoutMs,
      sideBySide: true,
    });
    const credentials = { ca: server.ca, ...certificate };
    return new Kube(credentials, api, api.client(CoreV1Api), api.client(CoordinationV1Api), timeoutMs);
  }

  async nodes(): Promise<V1Node[]> {
    return (await this.#told("list nodes", () => this.#core.listNode())).items;
  }

  async pods(namespace: string): Promise<V1Pod[]> {
    return (await this.#told(`list pods of ${namespace}`, () => this.#core.listNamespacedPod({ namespace }))).items;
  }

  /**
   * Who holds a Lease, in its own words; undefined where nobody does. Throws PlatformError where there is no such
   * Lease.
   */
  async leaseHolder(namespace: string, name: string): Promise<string | undefined> {
    const read = () => this.#coordination.readNamespacedLease({ namespace, name });
    return (await this.#told(`get lease ${namespace}/${name}`, read)).spec?.holderIdentity || undefined;
  }

  /** The pods of all namespaces. */
  async allPods(): Promise<V1Pod[]> {
    return (await this.#told("list pods", () => this.#core.listPodForAllNamespaces())).items;
  }

  /** The events of all namespaces that were not forgotten yet. */
  async events(): Promise<CoreV1Event[]> {
    return (await this.#told("list events", () => this.#core.listEventForAllNamespaces())).items;
  }

  async createNamespace(name: string, labels: Readonly<Record<string, string>>): Promise<void> {
    const body = { metadata: { name, labels: { ...labels } } };
    await this.#told(`create namespace ${name}`, () => this.#core.createNamespace({ body }));
  }

  /** Asks for a namespace's end; it goes on by itself. */
  async deleteNamespace(name: string): Promise<void> {
    await this.#told(`delete namespace ${name}`, () => this.#core.deleteNamespace({ name }));
  }

  async createConfigMap(namespace: string, name: string): Promise<void> {
    const body = { metadata: { name }, data: {} };
    await this.#told(`create configmap ${namespace}/${name}`, () =>
      this.#core.createNamespacedConfigMap({ namespace, body }),
    );
  }

  /** An object, or a list of them, as it is; the caller checks its shape. */
  async get(path: string): Promise<unknown> {
    return (await this.#answer("GET", path)).body;
  }

  /** Posts an object to a collection, or a request to what is behind a path; returns what came back. */
  async create(path: string, object: object): Promise<unknown> {
    return (await this.#answer("POST", path, object)).body;
  }

  /** Removes an object; one that is not there any more is removed. */
  async remove(path: string): Promise<void> {
    await this.#answer("DELETE", path, undefined, [404]);
  }

  close(): void {
    this.#api.close();
  }

  /** What a typed call gave; throws PlatformError "kubernetes" with the API's own reason. */
  async #told<Value>(what: string, call: () => Promise<Value>): Promise<Value> {
    try {
      return await call();
    } catch (error) {
      const { code, body } = error as { code?: unknown; body?: unknown };
      // A time that is over has a number, too, which is none of the API's.
      if (typeof code === "number" && !(error instanceof DOMException))
        throw new PlatformError("kubernetes", `${what}: ${code} ${reasonOf(body)}`);
      throw new PlatformError("kubernetes", `${what}: ${messageOf(callError(error, this.#timeoutMs))}`, {
        cause: error,
      });
    }
  }

  async #answer(
    method: "GET" | "POST" | "DELETE",
    path: string,
    body?: object,
    fine: readonly number[] = [],
  ): Promise<Answer> {
    let answer: Answer;
    try {
      answer = await this.#api.call(method, path, body, this.#timeoutMs);
    } catch (error) {
      throw new PlatformError("kubernetes", `${method} ${path}: ${messageOf(error)}`, { cause: error });
    }
    if (answer.status >= 300 && !fine.includes(answer.status))
      throw new PlatformError("kubernetes", `${method} ${path}: ${answer.status} ${reasonOf(answer.body)}`);
    return answer;
  }
}

/** The API's own reason in the body of a refusal, which the library gives as text or read already. */
function reasonOf(body: unknown): string {
  try {
    const content = (typeof body === "string" ? JSON.parse(body) : body) as { message?: unknown };
    return typeof content?.message === "string" ? plainText(content.message) : "";
  } catch {
    return ""; // Some other server's words.
  }
}
