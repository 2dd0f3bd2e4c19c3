import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { adoptionOf } from "../../../../src/cluster/cluster-folder.ts";
import {
  type Adoption,
  adoptedClusters,
  adoptedOf,
  notedOf,
  readAdoption,
  writeAdoption,
} from "../../../../src/cluster/existing/adoption.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

beforeEach(() => {
  vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
});

const adoption: Adoption = {
  ...{ cluster: "shop", network: "kind", engine: "this", pins: false },
  nodes: [{ name: "shop-worker", short: "worker", role: "worker", containerId: "1", address: "172.18.0.3", ports: {} }],
  before: { containers: {}, nodes: {}, namespaces: ["default"], manifests: {}, rules: {} },
};

test("what was noted is read again, by its name and among all", () => {
  expect([readAdoption("shop"), adoptedClusters()]).toEqual([undefined, []]);
  writeAdoption(adoption);
  expect([readAdoption("shop"), adoptedClusters()]).toEqual([adoption, ["shop"]]);
});

test("an engine is told of the very containers", () => {
  expect(adoptedOf(adoption)).toEqual({ cluster: "shop", network: "kind", pins: false, containers: ["1"] });
});

test("a name may have dots, as kind's may", () => {
  writeAdoption({ ...adoption, cluster: "shop.v1" });
  expect([readAdoption("shop.v1")?.network, adoptedClusters()]).toEqual(["kind", ["shop.v1"]]);
});

test.each(["", "{}", JSON.stringify({ ...adoption, nodes: "all" })])(
  "what is not understood is not passed over: %j",
  (text) => {
    mkdirSync(dirname(adoptionOf("shop")), { recursive: true });
    writeFileSync(adoptionOf("shop"), text);
    expect(() => readAdoption("shop")).toThrow(/adopted\.json is not understood: clean shop with the release/);
    expect(adoptedClusters()).toEqual(["shop"]);
  },
);

const onEngine = (id: string) => ({ identity: async () => id });

test("what was noted is of these containers, of others that are gone, or of another engine's", async () => {
  expect(await notedOf(onEngine("this"), "shop", adoption.nodes)).toBeUndefined();
  writeAdoption(adoption);
  expect(await notedOf(onEngine("this"), "shop", [{ containerId: "1" }, { containerId: "2" }])).toEqual(adoption);
  expect(await notedOf(onEngine("this"), "shop", [{ containerId: "2" }])).toBeUndefined();
  await expect(notedOf(onEngine("another"), "shop", adoption.nodes)).rejects.toThrow(
    /^--cluster shop: a cluster of that name on another engine was not given back: "npx kind-chaos clean/,
  );
});
