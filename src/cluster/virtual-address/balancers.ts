import { imageLabels } from "../../host/docker/image-labels.ts";
import { networkLabel, roleLabel } from "../../host/docker/own-containers.ts";
import type { Engine } from "../../host/engine.ts";
import { PlatformError } from "../../model/errors.ts";
import type { KindConfig } from "../../model/topology.ts";
import { networkPrefix } from "../external-etcd.ts";
import { hostNumbers } from "../host-numbers.ts";
import { kindRoleLabel, labelledContainers } from "../ownership.ts";
import { haproxyConfig, haproxyFile, keepalivedConfig, keepalivedFile } from "./balancer-files.ts";
import { relayTo } from "./relay.ts";
import { sharedAddress, sharedAddressOn } from "./shared-address.ts";
import { supervisorWords } from "./supervisor.ts";
import { balancerNames, balancersOf, withVirtualAddress } from "./virtual-address-config.ts";

/** What decides which load balancers a cluster gets beside kind's own. */
export interface BalancersRequest {
  /** The cluster's. */
  readonly name: string;
  readonly config: KindConfig;
  /** What they are made of; needed where the configuration asks for them. */
  readonly balancerImage?: string;
  readonly signal: AbortSignal;
}

/** Throws PlatformError "not-set-up" where a configuration asks for load balancers whose image is not there. */
export async function mustHaveBalancers({
  config,
  balancerImage,
}: Pick<BalancersRequest, "config" | "balancerImage">): Promise<void> {
  if (balancersOf(config) === undefined) return;
  if (balancerImage === undefined || (await imageLabels(balancerImage)) === undefined)
    throw new PlatformError(
      "not-set-up",
      `the image of load balancers with a virtual address is not here: run "npx kind-chaos setup --balancers"`,
    );
}

/** The configuration as kind gets it: with the virtual address of a cluster, where it asks for one. */
export async function placedAddress(engine: Engine, cluster: string, config: KindConfig): Promise<KindConfig> {
  if (balancersOf(config) === undefined) return config;
  return withVirtualAddress(config, await sharedAddress(engine, cluster));
}

/**
 * Starts the two load balancers that a configuration asks for, before the API servers that kind has made, and sends all
 * that comes to kind's own one to their address; returns when an API server answers that way. Where none are asked for it
 * does nothing. Throws PlatformError where kind's own is no Envoy, or nothing answers; the signal's reason when it is
 * aborted.
 */
export async function startBalancers(engine: Engine, request: BalancersRequest): Promise<void> {
  const { name: cluster, config, balancerImage = "", signal } = request;
  const shape = balancersOf(config);
  if (shape === undefined) return;
  const prefix = await networkPrefix(engine, cluster);
  const backends = await apiServers(engine, cluster);
  const addresses = balancerNames.map((_, index) => `${prefix}.${hostNumbers.balancer + index}`);
  const shared = sharedAddressOn(prefix);
  for (const [index, short] of balancerNames.entries()) {
    const [own = "", other = ""] = index === 0 ? addresses : addresses.toReversed();
    await startOne(engine, cluster, {
      short,
      image: balancerImage,
      address: own,
      haproxy: haproxyConfig(shape.loadBalancer, backends),
      keepalived: keepalivedConfig(shape.virtualAddress, { own, other, index, shared }),
    });
    signal.throwIfAborted();
  }
  await relayTo(engine, `${cluster}-external-load-balancer`, shared, signal);
}

interface Balancer {
  readonly short: string;
  readonly image: string;
  readonly address: string;
  readonly haproxy: string;
  readonly keepalived: string;
}

async function startOne(engine: Engine, cluster: string, balancer: Balancer): Promise<void> {
  const name = `${cluster}-${balancer.short}`;
  await engine.containers.start({
    name,
    Hostname: name,
    Image: balancer.image,
    Entrypoint: supervisorWords,
    Cmd: [haproxyFile, balancer.haproxy, keepalivedFile, balancer.keepalived],
    StopSignal: "SIGTERM",
    Labels: { [networkLabel]: cluster, [roleLabel]: "balancer" },
    HostConfig: {
      NetworkMode: cluster,
      // An address on an interface, and VRRP's own protocol on a raw socket.
      CapAdd: ["NET_ADMIN", "NET_RAW"],
      // After a restart of the engine it is there again, as kind's nodes are; one that a fault took down stays so.
      RestartPolicy: { Name: "unless-stopped" },
    },
    NetworkingConfig: { EndpointsConfig: { [cluster]: { IPAMConfig: { IPv4Address: balancer.address } } } },
  });
}

/** The API servers of a cluster by their short names, at the addresses that kind's containers have. */
async function apiServers(engine: Engine, cluster: string) {
  const all = await labelledContainers(engine, cluster);
  const planes = all.filter(({ labels }) => labels[kindRoleLabel] === "control-plane");
  const backends = await Promise.all(
    planes.map(async ({ id, name }) => {
      const { addresses } = await engine.containers.details(id);
      return { short: name.slice(cluster.length + 1), address: addresses[cluster]?.address ?? "" };
    }),
  );
  return backends.toSorted((a, b) => a.short.localeCompare(b.short));
}
