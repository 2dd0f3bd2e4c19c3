/**
 * Finds the control plane whose certificate was seen: kubeadm puts the node's name among the names of an API server's certificate.
 * Remembers what it found, because a lane meets the same few certificates all the time.
 */
export function backendFinder(backends: readonly string[]): (names: string) => number | undefined {
  const known = new Map<string, number | undefined>();
  return (names) => {
    if (!known.has(names)) {
      const listed = new Set([...names.matchAll(/DNS:([^,\s]+)/g)].map((match) => match[1]));
      const index = backends.findIndex((backend) => listed.has(backend));
      known.set(names, index === -1 ? undefined : index);
    }
    return known.get(names);
  };
}
