import { expect, test } from "vitest";
import { recordStoreWrites } from "../../../../src/apps/store/deployment.ts";

type Run = Parameters<typeof recordStoreWrites>[0];

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** What is asked and journaled when a store is read back, whose pods have these keys. */
async function readBack(members: 1 | 3, keysOf: Readonly<Record<string, readonly string[]>>) {
  const asked: { path: string; body: object }[] = [];
  const events: object[] = [];
  const create = async (path: string, body: object) => {
    asked.push({ path, body });
    const keys = keysOf[/pods\/(store-\d)/.exec(path)?.[1] ?? ""] ?? [];
    return { kvs: keys.map((key) => ({ key: base64(key) })) };
  };
  const run = {
    kube: { create },
    namespace: "kind-chaos-run",
    signal: new AbortController().signal,
    emit: (event: object) => events.push(event),
  };
  await recordStoreWrites(run as unknown as Run, { members });
  return { asked, events };
}

test("each member of a store is asked for all its keys, and told by its own name", async () => {
  const { asked, events } = await readBack(3, { "store-0": ["0-1", "0-2"], "store-1": ["0-1"], "store-2": [] });
  expect(asked.map(({ path }) => path)).toEqual(
    [0, 1, 2].map((n) => `/api/v1/namespaces/kind-chaos-run/pods/store-${n}:2379/proxy/v3/kv/range`),
  );
  const told = (apiServer: string, tokens: readonly string[]) => ({
    type: "written-objects",
    apiServer,
    complete: true,
    objects: { "store-0": tokens },
  });
  expect(events).toEqual([told("store-0", ["0-1", "0-2"]), told("store-1", ["0-1"]), told("store-2", [])]);
});

test("a member answers once it has what its group agreed on: it is not asked for what it has right now", async () => {
  const { asked } = await readBack(1, { "store-0": ["0-1"] });
  expect(asked.map(({ body }) => body)).toEqual([{ key: base64("\0"), range_end: base64("\0"), keys_only: true }]);
});
