import Docker from "dockerode";
import { expect, test, vi } from "vitest";
import { proveGone } from "../../../src/healing/gone.ts";
import { takeBack } from "../../../src/healing/take-back.ts";
import { Engine } from "../../../src/host/engine.ts";
import { checkedRuntime } from "../../../src/node-tools/checked-runtime.ts";
import { loadFault } from "../../../src/scenario/catalogue.ts";
import { plainWorker } from "../../support/plain-cluster.ts";

const engine = new Engine();

/** What a node's systemd says of itself, in a container that has none; it takes its time to stop. */
const shutsDownSlowly =
  "printf '#!/bin/sh\\ncat /run/state\\n' > /usr/local/bin/systemctl && chmod +x /usr/local/bin/systemctl && " +
  "echo stopping > /run/state";

test("a stop that goes on after who asked for it has died is ended, and the node starts again", async () => {
  await using plain = await plainWorker(engine);
  const { cluster, node, context } = plain;
  const definition = await loadFault("node-stop");
  const own = engine.only(cluster.nodes);
  const runtime = checkedRuntime(own, cluster);
  const captured = await definition.capture(runtime, context, { limitSeconds: 60 });
  await engine.exec(node.name, ["sh", "-c", shutsDownSlowly]);
  const hits = [{ context, captured }];
  const begun = { strike: crypto.randomUUID(), definition, params: { limitSeconds: 60 }, hits, runtime };
  const evidence = await takeBack(own, begun, { timeoutMs: 20_000, tell: () => {}, prove: proveGone });
  expect(evidence).toMatchObject({ proven: true, detail: expect.stringContaining("runs again") });
  const { State } = await new Docker().getContainer(node.name).inspect();
  expect(State.StartedAt).not.toBe(captured.startedAt);
  await vi.waitUntil(async () => (await engine.inspect(node.name)).running, { timeout: 5_000 });
}, 60_000);
