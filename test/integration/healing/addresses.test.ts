import Docker from "dockerode";
import { expect, test } from "vitest";
import { restoreAddresses } from "../../../src/healing/addresses.ts";
import { Engine } from "../../../src/host/engine.ts";
import { plainCluster } from "../../support/plain-cluster.ts";

const engine = new Engine();
const docker = new Docker();

test("containers that came back at each other's addresses, as from an engine's restart, get their own", async () => {
  await using plain = await plainCluster(engine, ["control-plane", "worker", "worker"]);
  const { network, nodes } = plain.cluster;
  const [, ...others] = nodes;
  for (const { name } of others) await docker.getContainer(name).kill();
  // The last comes first, and takes the lowest address that is free.
  for (const { name } of others.toReversed()) await docker.getContainer(name).start();
  const now = async () => Promise.all(nodes.map(async ({ name }) => (await engine.inspect(name)).address));
  expect(await now()).not.toEqual(nodes.map(({ address }) => address));
  expect(await restoreAddresses(engine.only(nodes), network, nodes)).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await now()).toEqual(nodes.map(({ address }) => address));
  expect(await restoreAddresses(engine.only(nodes), network, nodes)).toEqual([]);
}, 60_000);
