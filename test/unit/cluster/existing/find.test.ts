import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { writeAdoption } from "../../../../src/cluster/existing/adoption.ts";
import { findExisting } from "../../../../src/cluster/existing/find.ts";
import { kindRoleLabel } from "../../../../src/cluster/ownership.ts";
import { kindClusterLabel } from "../../../../src/host/docker/own-containers.ts";
import type { Engine } from "../../../../src/host/engine.ts";
import { PlatformError } from "../../../../src/model/errors.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

beforeEach(() => {
  vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
});

const usualRoles = ["control-plane", "worker", "external-load-balancer"];
const usual: Readonly<Record<string, string>> = {
  "/kind/version": "v1.37.0\n",
  "/etc/kubernetes/manifests/kube-apiserver.yaml": "- --service-cluster-ip-range=10.96.0.0/16",
  "/bin/sh": "a program",
};

/** What of plain kind's containers is told otherwise than usual. */
interface Otherwise {
  readonly networks?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly resting?: string;
  readonly cluster?: string;
  readonly pins?: boolean | undefined;
  /** By names of nodes the manifests of their API servers, in the place of the one that all have. */
  readonly apiServers?: Readonly<Record<string, string>>;
  readonly roles?: readonly string[];
}

function engineWith(otherwise: Otherwise = {}): Engine {
  const {
    networks = ["kind"],
    files = usual,
    resting = "",
    cluster = "shop",
    apiServers = {},
    roles = usualRoles,
  } = otherwise;
  const listed = roles.map((role, index) => ({
    id: `${index}`,
    name: `${cluster}-${role}`,
    labels: { [kindClusterLabel]: cluster, [kindRoleLabel]: role.replace(/\d+$/, "") },
    network: networks[index] ?? networks[0],
  }));
  const find = (wanted: string) => listed.find(({ id, name }) => id === wanted || name === wanted);
  const place = { address: "172.18.0.2" };
  return {
    inspect: async (name: string) => ({ running: name !== resting, paused: false }),
    identity: async () => "this",
    networks: { pins: async () => ("pins" in otherwise ? otherwise.pins : false) },
    containers: {
      labelled: async (label: string) =>
        [kindClusterLabel, `${kindClusterLabel}=${cluster}`].includes(label) ? listed : [],
      details: async (wanted: string) => ({
        ...find(wanted),
        image: "kindest/node:v1.37.0",
        imageId: "sha256:1",
        addresses: Object.fromEntries(networks.map((name) => [name, place])),
        ports: {},
      }),
      file: async (node: string, path: string) => {
        const text = (path.endsWith("/kube-apiserver.yaml") ? apiServers[node] : undefined) ?? files[path];
        if (text === undefined) throw new PlatformError("engine", "there is no such file");
        return text;
      },
    },
  } as unknown as Engine;
}

test("a cluster of plain kind is found with all that it is made of", async () => {
  expect(await findExisting(engineWith(), "shop")).toMatchObject({
    ...{ name: "shop", network: "kind", pins: false, kubernetes: "1.37.0", nodeImageId: "sha256:1" },
    ...{ nodeImage: "kindest/node:v1.37.0", loadBalancerImage: "kindest/node:v1.37.0" },
    topology: { name: "shop", controlPlanes: 1, workers: 1 },
  });
});

test.each<[string, Otherwise, string, RegExp]>([
  ["there is none of that name", {}, "shp", /^--cluster shp: kind has no such cluster on this engine; it has shop$/],
  [
    "the harness made it",
    { cluster: "kc-a", networks: ["kc-a"] },
    "kc-a",
    /^--cluster kc-a: kind-chaos made that cluster: take it with --reuse --name kc-a$/,
  ],
  ["its containers are of several networks", { networks: ["kind", "x"] }, "shop", /of several networks: kind, x$/],
  ["a container rests", { resting: "shop-worker" }, "shop", /is not whole: shop-worker does not run, or is paused$/],
  ["no version is told", { files: {} }, "shop", /load balancer without a shell|does not say its version/],
  [
    "nothing can be seen in its load balancer",
    { files: { ...usual, "/bin/sh": "" } },
    "shop",
    /has a load balancer without a shell \(kindest\/node/,
  ],
])("it is refused where %s", async (_, otherwise, name, why) => {
  await expect(findExisting(engineWith(otherwise), name)).rejects.toThrow(why);
});

const image = (version: string) => `image: registry.k8s.io/kube-apiserver:${version}`;
const threePlanes = ["control-plane", "control-plane2", "worker", "external-load-balancer"];

test("its version is what its API servers have, whatever it was made with", async () => {
  const engine = engineWith({ apiServers: { "shop-control-plane": image("v1.37.1") } });
  expect(await findExisting(engine, "shop")).toMatchObject({ kubernetes: "1.37.1" });
});

test("one in the middle of an upgrade is refused", async () => {
  const apiServers = { "shop-control-plane": image("v1.38.0"), "shop-control-plane2": image("v1.37.0") };
  await expect(findExisting(engineWith({ roles: threePlanes, apiServers }), "shop")).rejects.toThrow(
    "has API servers of v1.37.0 and v1.38.0: end its upgrade first",
  );
});

const noted = (containerId: string, engine = "this") =>
  writeAdoption({
    ...{ cluster: "shop", network: "kind", engine, pins: true },
    nodes: [{ name: "shop-worker", short: "worker", role: "worker", containerId, address: "172.18.0.3", ports: {} }],
    before: { containers: {}, nodes: {}, namespaces: [], manifests: {}, rules: {} },
  });

test("what a run that died left resting is no reason to refuse it, and what that had tried is known", async () => {
  noted("1");
  const found = await findExisting(engineWith({ resting: "shop-worker", pins: undefined }), "shop");
  expect(found.pins).toBe(true);
});

test("notes of one that was made anew since say nothing of this one", async () => {
  noted("another");
  expect((await findExisting(engineWith({ pins: undefined }), "shop")).pins).toBeUndefined();
  await expect(findExisting(engineWith({ resting: "shop-worker" }), "shop")).rejects.toThrow("is not whole");
});

test("one of whose name another engine's was not given back is refused", async () => {
  noted("1", "another");
  await expect(findExisting(engineWith(), "shop")).rejects.toThrow("on another engine was not given back");
});
