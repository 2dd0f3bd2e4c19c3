import { expect, test } from "vitest";
import { removeLostContainers } from "../../../src/clean/lost-containers.ts";
import { processLabel } from "../../../src/host/docker/own-containers.ts";
import type { Engine } from "../../../src/host/engine.ts";
import { bootId, ownProcess } from "../../../src/host/process-start.ts";

/** Containers of this process, of one that is gone, and of one on another machine. */
function containers() {
  const owners = { used: ownProcess(), lost: `${bootId()}:${process.pid}:1`, others: "another-boot:1:2" };
  const removed: string[] = [];
  const engine = {
    containers: {
      labelled: async (label: string) =>
        label !== processLabel
          ? []
          : Object.entries(owners).map(([name, owner]) => ({ id: name, name, labels: { [processLabel]: owner } })),
      remove: async (id: string) => void removed.push(id),
    },
  };
  return { engine: engine as unknown as Engine, removed };
}

test("one whose process is gone is removed, and another machine's is named", async () => {
  const { engine, removed } = containers();
  expect(await removeLostContainers(engine, { all: false, dryRun: false })).toMatchObject([
    { what: "delete", cluster: "lost", ok: true },
    { what: "keep", cluster: "others", detail: expect.stringMatching(/nobody knows whose it is; --all removes it$/) },
  ]);
  expect(removed).toEqual(["lost"]);
});

test("all but those in use here go where it is said, and none where it is only asked", async () => {
  const { engine, removed } = containers();
  expect(await removeLostContainers(engine, { all: true, dryRun: true })).toHaveLength(2);
  expect(removed).toEqual([]);
  await removeLostContainers(engine, { all: true, dryRun: false });
  expect(removed).toEqual(["lost", "others"]);
});
