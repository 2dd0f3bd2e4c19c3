import Docker from "dockerode";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createIdentity } from "../../../src/calibration/scripted-server.ts";
import { findProbeNode, probeNodeLoss } from "../../../src/cluster/probe-node.ts";
import { Engine } from "../../../src/host/engine.ts";
import type { Node } from "../../../src/model/cluster.ts";
import { resolveImages } from "../../../src/setup/images/images.ts";
import { onFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { laneTo, probe } from "../../support/probed-lanes.ts";
import { startReplica } from "../../support/workload-server.ts";

const name = `kind-chaos-probeNode-test-${process.pid}`;
const engine = new Engine();
const docker = new Docker();
const node: Node = { name, short: "worker3", role: "worker", containerId: "", address: "", ports: {} };
const container = docker.getContainer(name);

beforeAll(async () => {
  const { nodeImage } = await resolveImages();
  const made = await docker.createContainer({ name, Image: nodeImage, Entrypoint: ["sleep", "600"] });
  await made.start();
});
afterAll(() => container.remove({ force: true }));

it.runIf(process.getuid?.() === 0).each(["nsenter", "container"] as const)(
  "a container's network can be probed from until it is started anew, and that is told (by %s)",
  async (way) => {
    const probeNode = await findProbeNode(engine, node, way);
    const gateway = (await container.inspect()).NetworkSettings.Networks.bridge?.Gateway ?? "";
    await onFitMachine("lanes in a container's network", async () => {
      const replica = await startReplica(undefined, gateway);
      const identity = await createIdentity();
      const client = { ca: identity.authority.cert, ...identity.client };
      const lane = { operation: "workload-http", via: "in-cluster", deadlineMs: 500 };
      const lanes = [
        laneTo(replica.http, 0, { ...lane, host: gateway }),
        // The loopback of that network, where nobody listens: not this machine's.
        laneTo(replica.http, 1, lane),
      ];
      const watch = async ({ further }: { further(count: number): Promise<unknown> }) => void (await further(40));
      const samples = await probe({ client }, [], lanes, watch, client.ca, probeNode.place);
      await replica.close();
      const cameTo = (index: number) =>
        new Set(samples.filter((sample) => sample.lane === index).map(({ error, detail }) => error ?? detail));
      expect(cameTo(0)).toEqual(new Set([replica.name]));
      expect(cameTo(1)).toEqual(new Set(["refused"]));
    });

    expect(await probeNodeLoss(engine, probeNode)).toBeUndefined();
    await container.kill();
    expect(await probeNodeLoss(engine, probeNode)).toMatch(/^worker3 was down: lanes from inside/);
    await container.start();
    expect(await probeNodeLoss(engine, probeNode)).toMatch(/^worker3 was started anew/);
    expect((await findProbeNode(engine, node, way)).pid).not.toBe(probeNode.pid);
  },
);
