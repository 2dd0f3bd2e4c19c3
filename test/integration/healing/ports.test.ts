import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { freePort } from "../../../src/cluster/free-ports.ts";
import { lostPorts } from "../../../src/cluster/lost-ports.ts";
import { findNodes } from "../../../src/cluster/nodes.ts";
import { kindRoleLabel } from "../../../src/cluster/ownership.ts";
import { restorePorts } from "../../../src/healing/ports.ts";
import { until } from "../../../src/host/clock.ts";
import { kindClusterLabel } from "../../../src/host/docker/own-containers.ts";
import { Engine } from "../../../src/host/engine.ts";
import { knock } from "../../../src/net/knock.ts";
import { plainCluster } from "../../support/plain-cluster.ts";

const engine = new Engine();
const listening = "$s = IO::Socket::INET->new(LocalPort => 6443, Listen => 9, ReuseAddr => 1) or die; sleep 1 while 1";

test("a published port whose proxy has ended is found, and leads to its container again", async () => {
  await using plain = await plainCluster(engine, ["worker"]);
  const { name, nodeImage } = plain.cluster;
  const published = await freePort();
  await engine.containers.start({
    name: `${name}-external-load-balancer`,
    Image: nodeImage,
    Entrypoint: ["perl", "-MIO::Socket", "-e", listening],
    Labels: { [kindClusterLabel]: name, [kindRoleLabel]: "external-load-balancer" },
    ExposedPorts: { "6443/tcp": {} },
    HostConfig: {
      NetworkMode: name,
      Init: true,
      PortBindings: { "6443/tcp": [{ HostIp: "127.0.0.1", HostPort: `${published}` }] },
    },
  });
  const nodes = await findNodes(engine, name, name);
  const balancer = nodes.find(({ role }) => role === "load-balancer");
  if (balancer === undefined) throw new Error("no load balancer");
  const answers = () => knock("127.0.0.1", published);
  const listens = { what: "the port is to answer", timeoutMs: 10_000, everyMs: 20 };
  await until(listens, async () => (await knock(balancer.address, 6443)) === "accepts" || undefined);
  expect([await answers(), await lostPorts(balancer)]).toEqual(["accepts", []]);
  expect(await restorePorts(engine, name, nodes)).toEqual([]);

  execFileSync("pkill", ["-KILL", "-f", `docker-proxy .*-host-port ${published} `]);
  await until(listens, async () => (await answers()) === "refuses" || undefined);
  expect(await lostPorts(balancer)).toEqual(["6443"]);
  const what = "lb: published port 6443, which leads nowhere";
  expect(await restorePorts(engine, name, nodes, true)).toMatchObject([{ what, ok: true }]);
  expect(await answers()).toBe("refuses");
  expect(await restorePorts(engine, name, nodes)).toMatchObject([{ what, ok: true }]);
  await until(listens, async () => (await answers()) === "accepts" || undefined);
}, 60_000);
