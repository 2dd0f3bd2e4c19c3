import { expect, test } from "vitest";
import { isOwnNetwork, processLabel, relayLabel, whyNotOwn } from "../../../../src/host/docker/own-containers.ts";

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

const shop = { cluster: "shop", network: "kind", containers: ["1", "2"], pins: true };

test.each([
  ["one of its containers", { [kind]: "shop" }, "kind", "1", undefined],
  ["a container that came later", { [kind]: "shop" }, "kind", "3", "it was no container of shop when that was taken"],
  ["one on another network", { [kind]: "shop" }, "other", "1", "it was no container of shop"],
  ["one without an id", { [kind]: "shop" }, "kind", undefined, "it was no container of shop"],
  ["another cluster of plain kind", { [kind]: "kind" }, "kind", "1", "it is of kind, a cluster that the harness"],
  ["one with the harness's own label alone", { [own]: "shop" }, "kind", "1", "it is of shop, a cluster that the"],
  ["a cluster of the harness", { [kind]: "kc-a" }, "kc-a", "9", undefined],
])("whose a container is where a cluster was adopted: %s", (_, labels, network, id, why) => {
  const told = whyNotOwn({ labels, network, ...(id === undefined ? {} : { id }) }, shop);
  if (why === undefined) expect(told).toBeUndefined();
  else expect(told).toContain(why);
});

test("a relay is the harness's own, on whatever network, and so is what a process of it talks to", () => {
  expect(whyNotOwn({ labels: { [relayLabel]: "shop" }, network: "kind" })).toBeUndefined();
  expect(whyNotOwn({ labels: { [processLabel]: "boot:1:2" }, network: "container:0123" })).toBeUndefined();
});
