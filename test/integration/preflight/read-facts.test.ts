import { beforeAll, describe, expect, test } from "vitest";
import { choose, reach } from "../../../src/kube/reach.ts";
import { createAuthority, issueCertificate, type KeyedCertificate } from "../../../src/net/certificate.ts";
import { readUpgradeFacts } from "../../../src/preflight/read/read-facts.ts";
import { type Answering, base64, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { goodCluster } from "../../support/good-cluster.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A version whose node image no machine has: what asks it is a test of its own. */
const chosen = { kubernetes: "1.37.99", image: "nobody.invalid/node:v1.37.99", kind: undefined };

const metrics = [
  'kubernetes_build_info{git_version="v1.36.4"} 1',
  'apiserver_requested_deprecated_apis{group="a",removed_release="1.37",resource="bs",subresource="",version="v1"} 1',
].join("\n");
const summary = {
  node: {
    fs: { availableBytes: 5, capacityBytes: 10 },
    runtime: { imageFs: { availableBytes: 6, capacityBytes: 12 } },
  },
};
const collections: Readonly<Record<string, readonly unknown[]>> = { ...goodCluster(), namespaces: [{}] } as never;
const names: Readonly<Record<string, string>> = {
  ...{
    statefulsets: "statefulSets",
    poddisruptionbudgets: "budgets",
    persistentvolumes: "volumes",
    cronjobs: "cronJobs",
  },
  ...{ persistentvolumeclaims: "claims", mutatingwebhookconfigurations: "mutatingWebhooks" },
  ...{ validatingwebhookconfigurations: "validatingWebhooks" },
};

let authority: KeyedCertificate;
let server: KeyedCertificate;
let client: KeyedCertificate;
beforeAll(async () => {
  authority = await createAuthority("the cluster's own");
  server = await issueCertificate(authority, ["control-a", "kubernetes.default.svc"], ["127.0.0.1"]);
  client = await issueCertificate(authority, ["somebody"]);
});

/** One API server that is behind two addresses, of which nobody listens on the second; some answers may be others. */
async function read(other: Answering = () => undefined) {
  let port = 0;
  const answering: Answering = (request) => {
    const own = other(request);
    if (own !== undefined) return own;
    const { pathname } = new URL(request.path, "https://x");
    const last = pathname.split("/").at(-1) ?? "";
    if (last === "metrics") return [200, metrics];
    if (last === "summary") return [200, summary];
    if (last === "version") return [200, { gitVersion: "v1.36.4" }];
    if (last === "kubeadm-config")
      return [
        200,
        { data: { ClusterConfiguration: "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n" } },
      ];
    if (last === "kubelet-config") return [200, { data: { kubelet: 'evictionHard: { nodefs.available: "0%" }\n' } }];
    if (last === "endpointslices")
      return [
        200,
        {
          items: [
            { endpoints: [{ addresses: ["127.0.0.1"] }], ports: [{ port }] },
            { endpoints: [{ addresses: ["127.0.0.1"] }], ports: [{ port: 1 }] },
          ],
        },
      ];
    const items = collections[names[last] ?? last];
    return items === undefined ? undefined : [200, { items }];
  };
  const served = await serveApi([server], answering);
  port = served.port;
  const cluster = { server: `https://127.0.0.1:${port}`, "certificate-authority-data": base64(authority.cert) };
  const user = { "client-certificate-data": base64(client.cert), "client-key-data": base64(client.key) };
  const kubeconfig = writeKubeconfig(temporaryFolder(), cluster, user);
  const reached = await reach(await choose({ kubeconfig }), 0);
  try {
    const facts = await readUpgradeFacts(reached, chosen, undefined);
    return { facts, asked: served.asked, gaps: facts.gaps.map(({ subject, evidence }) => `${subject}: ${evidence}`) };
  } finally {
    reached.api.close();
  }
}

describe("a cluster that is no kind cluster of this machine", () => {
  test("is read with GET alone, each API server at its own address; one that cannot be reached is not taken for none", async () => {
    const { facts, asked, gaps } = await read();
    expect(asked.filter((request) => !request.startsWith("GET "))).toEqual([]);
    expect(facts.apiServers).toEqual([
      {
        name: "127.0.0.1",
        version: "v1.36.4",
        counted: {
          since: undefined,
          storageBytes: undefined,
          deprecated: [{ api: "a/v1 bs", removedIn: "1.37", verbs: "" }],
        },
      },
      { name: "127.0.0.1", version: undefined, counted: undefined },
    ]);
    expect(facts.space).toHaveLength(6);
    expect(facts.space[0]).toMatchObject({ nodeFs: { available: 5 }, imageFs: { capacity: 12 } });
    expect(facts.evictionHard).toEqual({ "nodefs.available": "0%" });
    expect(facts.kubeadm?.apiVersion).toBe("kubeadm.k8s.io/v1beta4");
    expect(facts.target).toEqual({ kubernetes: "v1.37.99", nodeImage: undefined, programs: undefined });
    expect(gaps).toEqual([
      expect.stringMatching(/^certificates on the nodes: .*no kind cluster of this machine/),
      expect.stringMatching(/^etcd: members/),
      expect.stringMatching(/^kubelets' own files: /),
      expect.stringMatching(/^API server 127.0.0.1: its metrics could not be read at 127.0.0.1:1 .*ECONNREFUSED/),
      expect.stringMatching(/^programs of v1.37.99: /),
    ]);
  });

  test("what a user may not read is told, each for itself", async () => {
    const { facts, gaps } = await read(({ path }) =>
      /metrics|summary|kube-proxy|namespaces\?/.test(path) ? [403, { message: "forbidden" }] : undefined,
    );
    expect(facts.apiServers[0]).toEqual({ name: "127.0.0.1", version: "v1.36.4", counted: undefined });
    const told = (pattern: RegExp) => gaps.filter((gap) => pattern.test(gap)).length;
    expect(told(/may not GET \/metrics/)).toBe(1);
    expect(told(/may not get nodes\/proxy/)).toBe(6);
    expect(told(/^ConfigMap kube-system\/kube-proxy: it could not be read \(status 403\)/)).toBe(1);
    expect(told(/^namespaces: they may not be listed/)).toBe(1);
  });

  test("API servers whose addresses nobody tells, and metrics that are somebody else's, are told as well", async () => {
    const without = await read(({ path }) => (path.includes("endpointslices") ? [403, {}] : undefined));
    expect(without.facts.apiServers).toEqual([]);
    expect(without.gaps).toContainEqual(
      expect.stringMatching(/^API servers: their addresses could not be read .*status 403/),
    );
    const strange = await read(({ path }) => (path.endsWith("/metrics") ? [200, "go_goroutines 7\n"] : undefined));
    expect(strange.gaps).toContainEqual(expect.stringMatching(/^API server 127.0.0.1: .*they are no API server's/));
  });
});
