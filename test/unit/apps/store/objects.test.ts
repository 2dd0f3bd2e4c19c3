import { expect, test } from "vitest";
import { isStoreVolume, storeObjects } from "../../../../src/apps/store/objects.ts";

const parts = { image: "etcd:1", nodes: ["w1"], timings: { heartbeatMs: 130, electionMs: 1_300 } };
const kindsOf = (objects: ReturnType<typeof storeObjects>) => objects.map(({ path }) => path.split("/").at(-1));

test("a store of one is one replica on a volume of one node, and asks nobody", () => {
  const objects = storeObjects("kind-chaos-run", parts);
  expect(kindsOf(objects)).toEqual(["persistentvolumes", "services", "statefulsets"]);
  const text = JSON.stringify(objects);
  expect(text).not.toMatch(/initial-cluster|election-timeout|Parallel/);
  expect(text).toContain('"claimRef":{"namespace":"kind-chaos-run","name":"data-store-0"}');
});

test("each member of a store of three has a volume of its own node, and knows the others by names that stay", () => {
  const objects = storeObjects("kind-chaos-run", { ...parts, nodes: ["w1", "w2", "w3"] });
  expect(kindsOf(objects)).toEqual([...Array(3).fill("persistentvolumes"), "services", "services", "statefulsets"]);
  const volumes = objects.slice(0, 3).map(({ object }) => JSON.stringify(object));
  for (const [ordinal, volume] of volumes.entries()) {
    expect(volume).toContain(`"name":"data-store-${ordinal}"`);
    expect(volume).toContain(`"values":["w${ordinal + 1}"]`);
  }
  const set = JSON.stringify(objects.at(-1));
  const members = [0, 1, 2].map(
    (n) => `store-${n}=http://store-${n}.store-peers.kind-chaos-run.svc.cluster.local:2380`,
  );
  expect(set).toContain(`--initial-cluster=${members.join(",")}"`);
  expect(set).toContain('"serviceName":"store-peers","replicas":3,"podManagementPolicy":"Parallel"');
  // Its limits are those of the cluster's own etcd.
  expect(set).toContain('"--heartbeat-interval=130","--election-timeout=1300"');
});

test("volumes of stores are known by their names, also those of earlier releases, and no others", () => {
  const names = ["kind-chaos-run-store", "kind-chaos-run-store-2", "kind-chaos-run-elsewhere", "store-of-mine"];
  expect(names.filter(isStoreVolume)).toEqual(names.slice(0, 2));
});
