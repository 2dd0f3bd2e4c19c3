import { expect, test } from "vitest";
import { isOwnNetwork, whyNotOwn } from "../../../../src/host/docker/own-containers.ts";

const kind = "io.x-k8s.kind.cluster";
const own = "org.kind-chaos.cluster";

test.each([
  ["a node of kind", { [kind]: "kc-a" }, "kc-a", undefined],
  ["an external member", { [own]: "kc-a" }, "kc-a", undefined],
  ["a name alone", {}, "kc-a", "it has neither kind's label nor the harness's"],
  ["a cluster of plain kind", { [kind]: "kind" }, "kind", "it is of kind, a cluster that the harness did not make"],
  ["plain kind with our prefix", { [kind]: "kc-a" }, "kind", "it was made for the network kind, not for kc-a"],
  ["another one's network", { [own]: "kc-a" }, "kc-b", "it was made for the network kc-b, not for kc-a"],
  ["none", { [kind]: "kc-a" }, undefined, "it was made for the network undefined, not for kc-a"],
  ["kind's label, which is another cluster's", { [kind]: "x", [own]: "kc-a" }, "kc-a", "it is of x, a cluster that"],
])("whose a container is: %s", (_, labels, network, why) => {
  const told = whyNotOwn({ labels, network });
  if (why === undefined) expect(told).toBeUndefined();
  else expect(told).toContain(why);
});

test("whose a network is", () => {
  expect(isOwnNetwork({ name: "kc-a", labels: { [own]: "kc-a" } })).toBe(true);
  expect(isOwnNetwork({ name: "kc-a", labels: {} })).toBe(false);
  expect(isOwnNetwork({ name: "shop", labels: { [own]: "shop" } })).toBe(false);
  expect(isOwnNetwork({ name: "kc-b", labels: { [own]: "kc-a" } })).toBe(false);
});
