import { expect, test } from "vitest";
import { removeLent } from "../../../src/healing/lent.ts";
import type { Engine } from "../../../src/host/engine.ts";

const role = "org.kind-chaos.role";
const labelled = [
  { id: "1", name: "kc-x-worker", labels: { "io.x-k8s.kind.role": "worker" } },
  { id: "2", name: "kc-x-etcd1", labels: { [role]: "etcd" } },
  { id: "3", name: "kc-x-software", labels: { [role]: "software" } },
];

/** An engine with these containers, of which each is listed by one of its two labels. */
function engineThat(remove: (id: string) => Promise<void>) {
  const list = async (label: string) => (label.startsWith("io.x-k8s.kind") ? labelled.slice(0, 1) : labelled.slice(1));
  return { containers: { labelled: list, remove } } as unknown as Engine;
}

const what = "kc-x-software: a container that lent its files";

test("a container that lent its files to a run that was killed is removed, and no other", async () => {
  const removed: string[] = [];
  const engine = engineThat(async (id) => void removed.push(id));
  expect(await removeLent(engine, "kc-x", true)).toEqual([{ what, done: "docker rm -fv kc-x-software", ok: true }]);
  expect(removed).toEqual([]);
  expect(await removeLent(engine, "kc-x", false)).toEqual([{ what, done: "docker rm -fv kc-x-software", ok: true }]);
  expect(removed).toEqual(["3"]);
});

test("one that cannot be removed is told with what removes it", async () => {
  const engine = engineThat(async () => {
    throw new Error("in use");
  });
  expect(await removeLent(engine, "kc-x", false)).toEqual([
    { what, done: "in use; by hand: docker rm -fv kc-x-software", ok: false },
  ]);
});
