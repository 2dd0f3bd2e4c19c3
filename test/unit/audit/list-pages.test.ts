import { expect, test } from "vitest";
import { listPages } from "../../../src/audit/list-pages.ts";

test("reads page after page with the query, without what nobody looks at", async () => {
  const asked: string[] = [];
  const pod = { metadata: { name: "a", managedFields: [{}] }, spec: { containers: [], initContainers: [{}] } };
  const listed = await listPages(
    async (path) => {
      asked.push(path);
      const metadata = asked.length === 1 ? { continue: "a/b" } : {};
      return { status: 200, body: { items: [structuredClone(pod)], metadata } };
    },
    "/api/v1/pods",
    "&labelSelector=x",
  );
  expect(asked).toEqual([
    "/api/v1/pods?limit=500&labelSelector=x",
    "/api/v1/pods?limit=500&labelSelector=x&continue=a%2Fb",
  ]);
  const bare = { metadata: { name: "a" }, spec: { containers: [] } };
  expect(JSON.parse(JSON.stringify(listed))).toEqual({ items: [bare, bare] });
});

test("tells the status of an answer that is no page, and that a list has no end", async () => {
  expect(await listPages(async () => ({ status: 403, body: {} }), "/x")).toEqual({ status: 403 });
  expect(await listPages(async () => ({ status: 200, body: "<html>" }), "/x")).toEqual({ status: 200 });
  const body = { items: [], metadata: { continue: "again" } };
  expect(await listPages(async () => ({ status: 200, body }), "/x")).toEqual({ endlessPages: 1 });
});
