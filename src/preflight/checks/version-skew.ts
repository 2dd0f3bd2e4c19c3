import { compareVersions, describeVersion, minorsBetween, type Version, versionOf } from "../../model/version.ts";
import { areTooFarApart, olderMinors, tooFar } from "../../model/version-skew.ts";
import type { Found, UpgradeCheck, UpgradeFacts } from "../facts.ts";

const policy = "Kubernetes' version skew policy (kubernetes.io/releases/version-skew-policy)";

const check: UpgradeCheck = {
  name: "version-skew",
  about:
    "at most one minor version up and never down; API servers within one minor version, kubelets at most three older",
  find(facts) {
    const to = versionOf(facts.target.kubernetes);
    const servers = serversOf(facts);
    const [oldest] = servers;
    const newest = servers.at(-1);
    if (to === undefined || oldest === undefined || newest === undefined) return [];
    return [...ofTarget(oldest, newest, to), ...ofServers(oldest, newest), ...ofKubelets(facts, oldest, to)];
  },
};
export default check;

interface Server {
  readonly name: string;
  readonly version: Version;
}

/** All API servers whose version is known, the oldest first; the one behind the kubeconfig where none could be asked. */
function serversOf({ apiServers, version }: UpgradeFacts): Server[] {
  const asked = apiServers.flatMap(({ name, version: own }): Server[] => {
    const numbers = versionOf(own);
    return numbers === undefined ? [] : [{ name, version: numbers }];
  });
  const behind = versionOf(version);
  const known = asked.length > 0 || behind === undefined ? asked : [{ name: "API server", version: behind }];
  return known.toSorted((a, b) => compareVersions(a.version, b.version));
}

function ofTarget(oldest: Server, newest: Server, to: Version): Found[] {
  const subject = `Kubernetes ${describeVersion(to)}`;
  const is = (server: Server) => `${server.name} is ${describeVersion(server.version)}`;
  if (compareVersions(to, newest.version) < 0)
    return [
      {
        severity: "stops",
        subject,
        evidence: `${is(newest)}: that is down`,
        why: `a control plane does not go back: what the newer one has stored may be unreadable for the older one`,
        advice: "name the same version or a newer one; back from an upgrade leads a restored snapshot of etcd",
      },
    ];
  const minors = minorsBetween(oldest.version, to);
  if (minors <= 1) return [];
  return [
    {
      severity: "stops",
      subject,
      evidence: `${is(oldest)}: that is ${minors} minor versions up`,
      why: `kubeadm and ${policy} go one minor version at a time`,
      advice: `upgrade to ${to[0]}.${oldest.version[1] + 1} first`,
    },
  ];
}

function ofServers(oldest: Server, newest: Server): Found[] {
  if (minorsBetween(oldest.version, newest.version) === 0) return [];
  const isTooFar = areTooFarApart(oldest.version, newest.version);
  return [
    {
      severity: isTooFar ? "stops" : "warns",
      subject: "API servers",
      evidence: `${oldest.name} is ${describeVersion(oldest.version)}, ${newest.name} ${describeVersion(newest.version)}`,
      why: isTooFar ? `${policy} allows one minor version between them` : "an upgrade has begun and is not at its end",
      advice: "bring the older ones to the newer version before anything else: kubeadm upgrade node on each of them",
    },
  ];
}

function ofKubelets({ nodes }: UpgradeFacts, oldest: Server, to: Version): Found[] {
  return nodes.flatMap(({ metadata, status }): Found[] => {
    const text = status?.nodeInfo?.kubeletVersion;
    const kubelet = versionOf(text);
    if (kubelet === undefined) return [];
    const common = { severity: "stops" as const, subject: `Node ${metadata?.name}` };
    const skew = tooFar(kubelet, oldest.version, to);
    if (skew === undefined) return [];
    if (skew.is === "newer")
      return [
        {
          ...common,
          evidence: `kubelet ${text}, ${oldest.name} ${describeVersion(oldest.version)}`,
          why: `a kubelet must not be newer than any API server: ${policy}`,
          advice: "bring the control planes to its version, or the kubelet back to theirs, first",
        },
      ];
    return [
      {
        ...common,
        evidence: `kubelet ${text}: ${skew.minors} minor versions older than ${describeVersion(to)}`,
        why: `kubelets may be ${olderMinors} minor versions older: ${policy}; kubeadm refuses as well`,
        advice: "drain that node and upgrade its kubelet to the control planes' present version first",
      },
    ];
  });
}
