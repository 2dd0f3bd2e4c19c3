/**
 * Finds the control plane whose certificate was seen: kubeadm puts the node's name among the names of an API server's
 * certificate. Remembers what it found, because a lane meets the same few certificates all the time.
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

/** Different certificates that are told apart: a server that makes up a new one each time must not fill the memory. */
const mostCertificates = 32;

/**
 * Counts certificates as they are met, where nobody knows beforehand which there are: each other set of names is
 * another API server.
 */
export function backendLearner(onLearnt: (certificates: string[]) => void): (names: string) => number | undefined {
  const certificates: string[] = [];
  return (names) => {
    if (names === "") return undefined;
    const index = certificates.indexOf(names);
    if (index !== -1) return index;
    if (certificates.length === mostCertificates) return undefined;
    certificates.push(names);
    onLearnt([...certificates]);
    return certificates.length - 1;
  };
}

/** Names that every API server of a cluster has in its certificate (kubeadm, pki/certs and the like). */
const common = /^(localhost|kubernetes(\.default(\.svc(\..+)?)?)?)$/;

/**
 * What to call API servers that are known by their certificates alone: the first name that no other one has, else the
 * first address. One certificate that all of them show gives one name: they cannot be told apart then.
 */
export function nameBackends(certificates: readonly string[], serverName: string): string[] {
  const listed = certificates.map((names) =>
    [...names.matchAll(/(DNS|IP Address):([^,\s]+)/g)].map((match) => match[2] ?? ""),
  );
  return listed.map((names, index) => {
    const others = new Set(listed.filter((_, other) => other !== index).flat());
    const own = names.filter((name) => name !== serverName && !common.test(name) && !others.has(name));
    return own[0] ?? `certificate ${index + 1}`;
  });
}
