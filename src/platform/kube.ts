import { CoreV1Api, KubeConfig, type V1Node, type V1Pod } from "@kubernetes/client-node";
import { messageOf, PlatformError } from "../model/errors.ts";

/** Client certificate, key and CA of an endpoint; PEM. */
export interface Credentials {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Typed access to the API of a cluster through its load balancer; for set-up and checks, never for probes. */
export class Kube {
  readonly core: CoreV1Api;
  readonly credentials: Credentials;

  constructor(kubeconfigFile: string) {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfigFile);
    const cluster = config.getCurrentCluster();
    const user = config.getCurrentUser();
    if (!cluster?.caData || !user?.certData || !user.keyData) {
      throw new PlatformError("kubeconfig", `${kubeconfigFile} does not hold a CA, a client certificate and its key`);
    }
    this.core = config.makeApiClient(CoreV1Api);
    this.credentials = { ca: decode(cluster.caData), cert: decode(user.certData), key: decode(user.keyData) };
  }

  async nodes(): Promise<V1Node[]> {
    return call("list nodes", async () => (await this.core.listNode()).items);
  }

  async pods(namespace: string): Promise<V1Pod[]> {
    return call("list pods", async () => (await this.core.listNamespacedPod({ namespace })).items);
  }

  /** Makes a namespace and waits until its default service account exists, so that objects can be made in it. */
  async createNamespace(name: string, labels: Readonly<Record<string, string>>): Promise<void> {
    await call(`create namespace ${name}`, () => this.core.createNamespace({ body: { metadata: { name, labels } } }));
  }

  async deleteNamespace(name: string): Promise<void> {
    await call(`delete namespace ${name}`, () => this.core.deleteNamespace({ name }));
  }

  async createConfigMap(namespace: string, name: string): Promise<void> {
    await call(`create configmap ${name}`, () =>
      this.core.createNamespacedConfigMap({ namespace, body: { metadata: { name }, data: {} } }),
    );
  }
}

async function call<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new PlatformError("kubernetes", `${what}: ${firstLine(messageOf(error))}`, { cause: error });
  }
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}

function decode(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}
