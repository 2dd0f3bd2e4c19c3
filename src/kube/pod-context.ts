import { existsSync } from "node:fs";
import { loadClientLibrary } from "./client-library.ts";
import { clusterOf, userOf } from "./kubeconfig-entries.ts";
import type { KubeContext } from "./merged-kubeconfig.ts";

/** Where Kubernetes puts what a pod's own service account shows. */
const accountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * What a pod has of its own cluster, which kubectl takes where there is no kubeconfig: the address from the environment,
 * the service account from its files below `root`. Undefined outside of pods.
 */
export async function podContext(root = ""): Promise<KubeContext | undefined> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env;
  if (!host || !port || !existsSync(`${root}${accountFolder}/token`)) return undefined;
  const { KubeConfig } = await loadClientLibrary();
  const config = new KubeConfig();
  config.loadFromCluster(root);
  const cluster = config.getCurrentCluster();
  const user = config.getCurrentUser();
  if (cluster === null || user === null) return undefined;
  const file = `${root}${accountFolder}`;
  const tokenFile = (user.authProvider as { config: { tokenFile: string } }).config.tokenFile;
  return {
    name: "in-cluster",
    files: [],
    cluster: {
      file,
      name: "in-cluster",
      entry: clusterOf({ server: cluster.server, "certificate-authority": cluster.caFile }),
    },
    user: { file, name: "service account", entry: userOf({ tokenFile }) },
  };
}
