import { appendFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ownUndoLog } from "../../../src/cluster/cluster-folder.ts";
import { healWholeCluster } from "../../../src/healing/whole-cluster.ts";
import { Engine } from "../../../src/host/engine.ts";
import { openUndoLog } from "../../../src/journal/undo-log.ts";
import { checkedRuntime } from "../../../src/node-tools/checked-runtime.ts";
import { loadFault } from "../../../src/scenario/catalogue.ts";
import { ownCache } from "../../support/claimed-cluster.ts";
import { plainWorker } from "../../support/plain-cluster.ts";

const engine = new Engine();

test("the next run finishes what a dead one broke, by its log, and refuses what nobody understands", async () => {
  ownCache();
  await using plain = await plainWorker(engine);
  const { cluster, node, context } = plain;
  const pause = await loadFault("node-pause");
  const captured = await pause.capture(checkedRuntime(engine, cluster), context, {});
  const log = openUndoLog(ownUndoLog(cluster.name));
  const [strike, at] = [crypto.randomUUID(), new Date().toISOString()];
  const about = { id: "freeze", folder: "/runs/dead", fault: "node-pause", params: {} };
  log.intend({ strike, at, cluster, ...about, hits: [{ node: node.name, captured }] });
  for (const action of pause.inject(context, {}, captured)) await engine.act(action, strike);
  const heal = () =>
    healWholeCluster({
      by: "next-run",
      engine,
      name: cluster.name,
      faults: [pause],
      procedures: [],
      tell: () => {},
      timeoutMs: 0,
    });
  const found = await heal();
  expect(found.map(({ what, ok }) => `${ok} ${what}`)).toEqual([
    "true worker: a frozen container",
    `true freeze (node-pause on ${node.name}) of /runs/dead`,
  ]);
  expect(await engine.inspect(node.name)).toMatchObject({ running: true, paused: false });
  expect(log.read()).toMatchObject({ open: [], deeds: [{ deed: "healed", by: "next-run", strike }] });
  expect(await heal()).toEqual([]);
  appendFileSync(ownUndoLog(cluster.name), '{"strike":"of another version"}\n');
  expect(await heal()).toMatchObject([{ ok: false, what: expect.stringContaining("a line of") }]);
  log.close();
}, 60_000);
