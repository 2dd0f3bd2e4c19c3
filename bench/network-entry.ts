import { createIdentity } from "../src/calibration/scripted-server.ts";
import { findProbeNode } from "../src/cluster/probe-node.ts";
import { mustRun, run } from "../src/host/command.ts";
import { Engine } from "../src/host/engine.ts";
import type { NetworkWay } from "../src/host/network-entry.ts";
import type { Lane } from "../src/model/lane.ts";
import { deriveSeed } from "../src/model/random.ts";
import { resolveImages } from "../src/setup/images/images.ts";
import { startReplica } from "../test/support/workload-server.ts";
import { measure, ms, percent } from "./support/probing.ts";

/**
 * What lanes from inside a cluster see by `nsenter` and by a container beside the worker's: the same lanes to the same
 * server, from a plain container's network, by turns. As root on Linux.
 * Usage: node bench/network-entry.ts [seconds] [turns]
 */
const [seconds, turns] = [Number(process.argv[2] ?? 15), Number(process.argv[3] ?? 2)];
const name = `kind-chaos-bench-${process.pid}`;
const engine = new Engine();
const { nodeImage } = await resolveImages();
await mustRun(["docker", "run", "--detach", "--rm", "--name", name, "--entrypoint", "sleep", nodeImage, "3600"]);
try {
  const format = "{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}";
  const gateway = (await mustRun(["docker", "inspect", "--format", format, name])).trim();
  const replica = await startReplica(undefined, gateway);
  const { authority, client } = await createIdentity();
  const identity = { ca: authority.cert, ...client };
  const node = { name, short: "worker", role: "worker", containerId: "", address: "", ports: {} } as const;
  console.log("| way | late starts p50 | p99 | latency p50 | p99 | CPU | attempts, failed |");
  console.log("|---|---|---|---|---|---|---|");
  for (let turn = 0; turn < turns; turn++)
    for (const way of ["nsenter", "container"] as const satisfies readonly NetworkWay[]) {
      const { place } = await findProbeNode(engine, node, way);
      const lanes = lanesTo(gateway, replica.http.port);
      const probed = { lanes, backends: [], namespace: "bench", api: identity, etcd: identity, inside: place };
      const { samples, late, latency, cpuShare } = await measure(probed, seconds);
      const failed = samples.filter(({ outcome }) => outcome !== "ok").length;
      const cells = [ms(late(0.5)), ms(late(0.99)), ms(latency(0.5)), ms(latency(0.99)), percent(cpuShare)];
      console.log(`| ${[way, ...cells, `${samples.length}, ${failed}`].join(" | ")} |`);
    }
  await replica.close();
} finally {
  await run(["docker", "rm", "--force", name]);
}

/** Six lanes, as a scenario with an application has them. */
function lanesTo(host: string, port: number): Lane[] {
  return (["new", "new", "new", "reused", "reused", "reused"] as const).map((connection, index) => ({
    index,
    id: `workload-http/${index}`,
    operation: "workload-http",
    via: "in-cluster",
    connection,
    periodMs: 100,
    offsetMs: index * 15,
    seed: deriveSeed(1, String(index)),
    deadlineMs: 1_000,
    host,
    port,
  }));
}
