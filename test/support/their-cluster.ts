import { randomBytes } from "node:crypto";
import Docker from "dockerode";
import type { ExistingCluster } from "../../src/cluster/existing/existing-cluster.ts";
import { findNodes } from "../../src/cluster/nodes.ts";
import { kindRoleLabel } from "../../src/cluster/ownership.ts";
import { kindClusterLabel } from "../../src/host/docker/own-containers.ts";
import type { Engine } from "../../src/host/engine.ts";
import { nodeImage } from "./plain-cluster.ts";

/** Containers with kind's labels on a network that is not the harness's, as plain kind makes them. */
export interface TheirCluster extends AsyncDisposable {
  readonly cluster: Pick<ExistingCluster, "name" | "network" | "nodes" | "nodeImageId">;
}

/** Says its name to whoever connects to port 2379, and sends back what comes to 30053/udp. */
const answering = [
  "use IO::Socket; my $t = IO::Socket::INET->new(LocalPort => 2379, Listen => 9, ReuseAddr => 1) or die;",
  'my $u = IO::Socket::INET->new(LocalPort => 30053, Proto => "udp") or die;',
  "if (fork) { while (my $c = $t->accept) { print $c `hostname`; close $c } }",
  "else { while ($u->recv(my $m, 99)) { $u->send($m) } }",
].join(" ");

/**
 * Makes a control plane and a worker without anything of Kubernetes in them, on a network with a subnet of the test's
 * own or with one that the engine chooses; all is removed when it is disposed of.
 */
export async function theirCluster(engine: Engine, subnet?: string): Promise<TheirCluster> {
  const docker = new Docker();
  const name = `theirs-${randomBytes(3).toString("hex")}`;
  const network = `${name}-net`;
  const image = await nodeImage(docker);
  const own = subnet === undefined ? {} : { IPAM: { Driver: "default", Config: [{ Subnet: subnet }] } };
  await docker.createNetwork({ Name: network, ...own });
  for (const role of ["control-plane", "worker"]) {
    await engine.containers.start({
      name: `${name}-${role}`,
      Hostname: `${name}-${role}`,
      Image: image,
      Entrypoint: ["perl", "-e", answering],
      Labels: { [kindClusterLabel]: name, [kindRoleLabel]: role },
      HostConfig: { NetworkMode: network, Init: true, CapAdd: ["NET_ADMIN"] },
    });
  }
  const nodes = await findNodes(engine, name, network);
  return {
    cluster: { name, network, nodes, nodeImageId: image },
    [Symbol.asyncDispose]: async () => {
      for (const { containerId } of nodes) await docker.getContainer(containerId).remove({ force: true, v: true });
      await docker.getNetwork(network).remove();
    },
  };
}
