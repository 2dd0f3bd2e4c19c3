import { compareVersions, type Version, versionOf } from "../../model/version.ts";
import { areTooFarApart, tooFar } from "../../model/version-skew.ts";

/** Versions at a moment, by the names of who has them. */
interface Versions {
  readonly servers: ReadonlyMap<string, string>;
  readonly kubelets: ReadonlyMap<string, string>;
}

interface Server {
  readonly name: string;
  readonly text: string;
  readonly version: Version;
}

/** What is further apart than Kubernetes supports: evidence by subject; nothing where no API server is known. */
export function apartAt({ servers, kubelets }: Versions): Map<string, string> {
  const found = new Map<string, string>();
  const ordered = [...servers]
    .flatMap(([name, text]): Server[] => {
      const version = versionOf(text);
      return version === undefined ? [] : [{ name, text, version }];
    })
    .toSorted((a, b) => compareVersions(a.version, b.version));
  const [oldest, newest] = [ordered[0], ordered.at(-1)];
  if (oldest === undefined || newest === undefined) return found;
  if (areTooFarApart(oldest.version, newest.version))
    found.set("API servers", `${oldest.name} is ${oldest.text}, ${newest.name} is ${newest.text}`);
  for (const [node, text] of kubelets) {
    const kubelet = versionOf(text);
    const far = kubelet === undefined ? undefined : describeSkew(kubelet, oldest, newest);
    if (far !== undefined) found.set(`Node ${node}`, `its kubelet is ${text}, ${far}`);
  }
  return found;
}

function describeSkew(kubelet: Version, oldest: Server, newest: Server): string | undefined {
  const skew = tooFar(kubelet, oldest.version, newest.version);
  if (skew === undefined) return undefined;
  return skew.is === "newer"
    ? `newer than API server ${oldest.name}, ${oldest.text}`
    : `${skew.minors} minor versions older than API server ${newest.name}, ${newest.text}`;
}
