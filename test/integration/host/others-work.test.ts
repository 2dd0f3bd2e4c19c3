import { expect, test } from "vitest";
import { Engine } from "../../../src/host/engine.ts";
import { plainCluster } from "../../support/plain-cluster.ts";

test("what somebody has started since, and then stopped or frozen, is theirs: it is left as it is", async () => {
  const engine = new Engine();
  await using plain = await plainCluster(engine, ["worker"]);
  const { network, nodes } = plain.cluster;
  const [{ name: node, address } = { name: "", address: "" }] = nodes;
  const { startedAt: first } = await engine.inspect(node);
  await engine.act({ do: "kill", node });
  await engine.act({ do: "start", node, network, address, since: first });
  const { startedAt: second, running, address: its } = await engine.inspect(node);
  expect([running, its]).toEqual([true, address]);
  expect(second).not.toBe(first);

  await engine.act({ do: "kill", node });
  await engine.act({ do: "start", node, network, address, since: first });
  expect((await engine.inspect(node)).running).toBe(false);
  // Two at once do no harm.
  const start = () => engine.act({ do: "start", node, network, address, since: second }).catch(() => undefined);
  await Promise.all([start(), start()]);
  expect(await engine.inspect(node)).toMatchObject({ running: true, address });

  await engine.act({ do: "pause", node });
  await engine.act({ do: "unpause", node, since: first });
  expect((await engine.inspect(node)).paused).toBe(true);
  await engine.act({ do: "unpause", node, since: (await engine.inspect(node)).startedAt });
  expect((await engine.inspect(node)).paused).toBe(false);
});
