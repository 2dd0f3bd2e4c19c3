import { expect, test } from "vitest";
import { type KnownNodes, nodesPart } from "../../../src/upgrade-watch/read-nodes.ts";
import { sourceOf } from "../../support/in-memory-source.ts";

const addresses = [{ type: "InternalIP", address: "10.0.0.1" }];
const node = {
  metadata: { name: "a", uid: "u" },
  status: { addresses, conditions: [{ type: "Ready", status: "True" }] },
};
const deployed = {
  metadata: { name: "proxy", labels: { component: "kube-apiserver" } },
  spec: { nodeName: "a", containers: [{ name: "x", image: "example.com/proxy:v1.20.0" }] },
};

test("pods with the label that are not static are no components, and that there are no others is told", async () => {
  const { rows, unread } = await nodesPart(sourceOf({ nodes: [node], pods: [deployed] }), { last: undefined }).read();
  expect(rows[0]?.components).toEqual([]);
  expect(unread.map(({ what }) => what)).toEqual(["static pods"]);
});

test("hands on what nodes are called, and nothing after a look that could not read them", async () => {
  const known: KnownNodes = { last: undefined };
  const part = nodesPart(sourceOf({ nodes: [node] }, { nodes: undefined }), known);
  await part.read();
  expect(known.last).toEqual([{ metadata: { name: "a" }, status: { addresses } }]);
  await expect(part.read()).rejects.toThrow("this user may not list nodes");
  expect(known.last).toBeUndefined();
});
