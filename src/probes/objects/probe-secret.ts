/** The Secret that lanes write and read; it is there before they start. */
export const probeSecret = "probe-secret";

/** Where the Secrets of a namespace are. */
export function secretsPath(namespace: string): string {
  return `/api/v1/namespaces/${namespace}/secrets`;
}
