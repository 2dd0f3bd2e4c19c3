import { describe, expect, test } from "vitest";
import type { ReadContainers } from "../../../../src/audit/kind/containers.ts";
import { kindCluster, readContainers } from "../../../../src/audit/kind/read-containers.ts";
import { loadFormats } from "../../../../src/audit/load-balancer-file.ts";
import { createAuthority } from "../../../../src/net/certificate.ts";
import { clusterOf, machine } from "../../../support/audited-cluster.ts";

const formats = await loadFormats();
const authority = await createAuthority("kubernetes");
const names = ["dev-control-plane", "dev-control-plane2", "dev-external-load-balancer"];
const facts = clusterOf(
  "v1.34.0",
  names.slice(0, 2).map((name) => {
    const node = machine(name, "v1.34.0", {
      labels: { "node-role.kubernetes.io/control-plane": "" },
      providerID: `kind://docker/dev/${name}`,
    });
    return {
      ...node,
      status: { ...node.status, nodeInfo: { ...node.status?.nodeInfo, machineID: `id-${name}` } as never },
    };
  }),
  [],
);
const haproxy =
  "backend kube-apiservers\n  option httpchk GET /healthz\n  server a dev-control-plane:6443 check check-ssl verify none\n";

/** Containers with these files, and whatever a node has anyhow. */
function containers(
  files: Readonly<Record<string, string>>,
  listed = names,
  pair: readonly string[] = [],
): ReadContainers {
  const all: Readonly<Record<string, string>> = {
    ...Object.fromEntries(names.map((name) => [`${name}:/etc/machine-id`, `id-${name}\n`])),
    ...files,
  };
  return {
    labelled: async (label) =>
      label === "org.kind-chaos.role=balancer"
        ? pair.map((name) => ({
            id: name,
            name,
            labels: { "org.kind-chaos.cluster": "dev" },
            network: "dev",
            neverRan: false,
          }))
        : listed.map((name) => ({ id: name, name, labels: {}, network: "kind", neverRan: false })),
    file: async (name, path) => {
      const text = all[`${name}:${path}`];
      if (text === undefined) throw new Error(`no such file: ${path}`);
      return text;
    },
    details: async (name) => {
      throw new Error(`${name} is not asked for its address`);
    },
  };
}
const ofAnother = <Listed extends object>(listed: Listed) => ({
  ...listed,
  labels: { "org.kind-chaos.cluster": "another" },
});
const look = (reading: ReadContainers) => readContainers(reading, "dev", facts, formats);

test("the cluster is named by its nodes", () => {
  expect(kindCluster(facts)).toBe("dev");
  expect(
    kindCluster({ nodes: [machine("a", "v1", { providerID: "aws:///x/i-0" }), machine("b", "v1")] }),
  ).toBeUndefined();
});

describe("reading containers", () => {
  test("finds the load balancer's configuration and the certificates; what could not be read is a note of its own", async () => {
    const { facts: seen, notes } = await look(
      containers({
        "dev-external-load-balancer:/usr/local/etc/haproxy/haproxy.cfg": haproxy,
        "dev-control-plane:/etc/kubernetes/pki/ca.crt": authority.cert,
        "dev-control-plane2:/etc/kubernetes/pki/ca.crt": authority.cert,
      }),
    );
    expect(seen.loadBalancers).toMatchObject([
      { kind: "haproxy", check: { how: "http", path: "/healthz", secure: true } },
    ]);
    expect(seen.certificates).toHaveLength(2);
    expect(notes).toEqual([
      expect.stringMatching(/^kind cluster dev: its etcd could not be read: no such file: .*ca\.crt/),
    ]);
  });

  test("finds both load balancers with a virtual address, and nothing in the one that only passes on to them", async () => {
    const pair = ["dev-balancer", "dev-balancer2"];
    const reading = containers(
      {
        "dev-external-load-balancer:/home/envoy/cds.yaml": "resources: []\n",
        ...Object.fromEntries(pair.map((name) => [`${name}:/usr/local/etc/haproxy/haproxy.cfg`, haproxy])),
      },
      names,
      pair,
    );
    expect((await look(reading)).facts.loadBalancers).toMatchObject(pair.map(() => ({ kind: "haproxy" })));
    // Those of another cluster are no business of this one's.
    const others = { ...reading, labelled: async (label: string) => (await reading.labelled(label)).map(ofAnother) };
    const ofDev = {
      ...others,
      labelled: async (label: string) => (label.startsWith("io.") ? reading : others).labelled(label),
    };
    expect((await look(ofDev)).facts.loadBalancers).toBeUndefined();
  });

  test("of another cluster's containers of the same name nothing is taken", async () => {
    const { facts: seen, notes } = await look(containers({ "dev-control-plane:/etc/machine-id": "another" }));
    expect(seen).toEqual({});
    expect(notes).toEqual([expect.stringMatching(/this Docker engine does not have its containers/)]);
  });

  test("an engine without them, or none, is a note", async () => {
    expect((await look(containers({}, []))).notes).toEqual([expect.stringMatching(/does not have its containers/)]);
    const none = { ...containers({}), labelled: () => Promise.reject(new Error("no Docker engine answers\nat all")) };
    expect((await look(none)).notes).toEqual([
      "kind cluster dev: its containers are not looked at: no Docker engine answers",
    ]);
  });

  test("that neither configuration is there is a note; one control plane has no load balancer", async () => {
    const without = await look(containers({}));
    expect(without.notes[0]).toMatch(/its load balancer could not be read: no such file/);
    const single = await look(containers({}, names.slice(0, 1)));
    expect(single.facts.loadBalancers).toEqual([]);
  });
});
