let library: Promise<typeof import("@kubernetes/client-node")> | undefined;

/**
 * The Kubernetes client, loaded once and only where a cluster is reached: it costs 90 MB and half a second
 * (docs/decisions/0003). Whoever knows that it will be needed may ask for it ahead.
 */
export function loadClientLibrary(): Promise<typeof import("@kubernetes/client-node")> {
  library ??= import("@kubernetes/client-node");
  return library;
}
