import { expect, test } from "vitest";
import type { KnownNodes } from "../../../src/upgrade-watch/read-nodes.ts";
import { behindKubeconfig, serversPart, shownOf } from "../../../src/upgrade-watch/read-servers.ts";
import { type Lists, sourceOf } from "../../support/in-memory-source.ts";

const slice = { endpoints: [{ addresses: ["127.0.0.1"] }], ports: [{ port: 1 }] };
const version = [{ gitVersion: "v1.36.4" }];
const lists: Lists = { version, endpointslices: [slice] };
const known = (): KnownNodes => ({
  last: [{ metadata: { name: "a" }, status: { addresses: [{ address: "127.0.0.1" }] } }],
});
const behind = { server: behindKubeconfig, version: "v1.36.4" };

test("API servers that do not tell are there without a version, beside the one behind the kubeconfig", async () => {
  const { rows, unread } = await serversPart(sourceOf(lists), known()).read();
  expect(rows).toEqual([{ server: "a" }, behind]);
  expect(unread.map(({ what }) => what)).toEqual(["API server a"]);
});

test.each([
  ["the addresses are refused", { ...lists, endpointslices: undefined }],
  ["there are none", { ...lists, endpointslices: [] }],
])("no API server is gone because %s: the look is none", async (_, later) => {
  const part = serversPart(sourceOf(lists, later), known());
  await part.read();
  await expect(part.read()).rejects.toThrow("their addresses could not be read");
});

test("where addresses may never be read the one behind the kubeconfig counts; where it says nothing, the look is none", async () => {
  const hidden = { ...lists, endpointslices: undefined };
  expect((await serversPart(sourceOf(hidden), known()).read()).rows).toEqual([behind]);
  await expect(serversPart(sourceOf({ ...hidden, version: undefined }), known()).read()).rejects.toThrow(
    "/version gives status 403",
  );
});

test("nobody is called by an address because nodes could not be listed", async () => {
  await expect(serversPart(sourceOf({ ...lists, nodes: undefined }), { last: undefined }).read()).rejects.toThrow(
    "may not list nodes",
  );
});

test("what an API server says fits into a journal", () => {
  const told = { name: "a", version: "v".repeat(9_000), problem: "p".repeat(9_000) };
  const { rows, unread } = shownOf([told], []);
  expect(rows[0]?.version).toHaveLength(500);
  expect(unread[0]?.why).toHaveLength(500);
});
