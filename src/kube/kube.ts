import { readFileSync } from "node:fs";
import type { CoreV1Event, V1Node, V1Pod } from "@kubernetes/client-node";
import { parse } from "yaml";
import { z } from "zod";
import { messageOf, PlatformError } from "../model/errors.ts";
import { type Answer, type Credentials, Endpoint } from "./endpoint.ts";

const base64 = z.string().transform((text) => Buffer.from(text, "base64").toString("utf8"));
const kubeconfigSchema = z.object({
  clusters: z.tuple([z.object({ cluster: z.object({ server: z.string(), "certificate-authority-data": base64 }) })]),
  users: z.tuple([z.object({ user: z.object({ "client-certificate-data": base64, "client-key-data": base64 }) })]),
});

const leaseSchema = z.object({ spec: z.object({ holderIdentity: z.string().nullish() }) });

/**
 * The few calls that set-up and checks need, through the load balancer; never for probes. The objects have
 * client-node's types; the client itself stays out, because loading it costs 90 MB of memory and 0.4 s (measured on
 * Node 24).
 */
export class Kube {
  readonly credentials: Credentials;
  readonly #endpoint: Endpoint;

  /** Reads a kubeconfig as kind writes it: one cluster on loopback, one user with a certificate. */
  constructor(kubeconfigFile: string) {
    const parsed = kubeconfigSchema.safeParse(parse(readFileSync(kubeconfigFile, "utf8")));
    if (!parsed.success) {
      throw new PlatformError(
        "kubeconfig",
        `${kubeconfigFile} does not hold one cluster's CA and one user's certificate`,
      );
    }
    const [{ cluster }] = parsed.data.clusters;
    const [{ user }] = parsed.data.users;
    this.credentials = {
      ca: cluster["certificate-authority-data"],
      cert: user["client-certificate-data"],
      key: user["client-key-data"],
    };
    this.#endpoint = new Endpoint(Number(new URL(cluster.server).port), this.credentials);
  }

  async nodes(): Promise<V1Node[]> {
    return (await this.#call("GET", "/api/v1/nodes")) as V1Node[];
  }

  async pods(namespace: string): Promise<V1Pod[]> {
    return (await this.#call("GET", `/api/v1/namespaces/${namespace}/pods`)) as V1Pod[];
  }

  /**
   * Who holds a Lease, in its own words; undefined where nobody does. Throws PlatformError where there is no such
   * Lease.
   */
  async leaseHolder(namespace: string, name: string): Promise<string | undefined> {
    const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${name}`;
    const lease = leaseSchema.parse((await this.#answer("GET", path)).body);
    return lease.spec.holderIdentity || undefined;
  }

  /** The pods of all namespaces. */
  async allPods(): Promise<V1Pod[]> {
    return (await this.#call("GET", "/api/v1/pods")) as V1Pod[];
  }

  /** The events of all namespaces that were not forgotten yet. */
  async events(): Promise<CoreV1Event[]> {
    return (await this.#call("GET", "/api/v1/events")) as CoreV1Event[];
  }

  async createNamespace(name: string, labels: Readonly<Record<string, string>>): Promise<void> {
    await this.#call("POST", "/api/v1/namespaces", { metadata: { name, labels } });
  }

  /** Asks for a namespace's end; it goes on by itself. */
  async deleteNamespace(name: string): Promise<void> {
    await this.#call("DELETE", `/api/v1/namespaces/${name}`);
  }

  async createConfigMap(namespace: string, name: string): Promise<void> {
    await this.#call("POST", `/api/v1/namespaces/${namespace}/configmaps`, { metadata: { name }, data: {} });
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
    this.#endpoint.close();
  }

  /** The items of a list, or nothing of interest; throws PlatformError "kubernetes" with the API's own reason. */
  async #call(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<unknown> {
    return ((await this.#answer(method, path, body)).body as { items?: unknown[] }).items;
  }

  async #answer(
    method: "GET" | "POST" | "DELETE",
    path: string,
    body?: object,
    fine: readonly number[] = [],
  ): Promise<Answer> {
    let answer: Answer;
    try {
      answer = await this.#endpoint.call(method, path, body === undefined ? undefined : JSON.stringify(body), 15_000);
    } catch (error) {
      throw new PlatformError("kubernetes", messageOf(error), { cause: error });
    }
    const content = answer.body as { message?: string };
    if (answer.status >= 300 && !fine.includes(answer.status)) {
      throw new PlatformError("kubernetes", `${method} ${path}: ${answer.status} ${content.message ?? ""}`);
    }
    return answer;
  }
}
