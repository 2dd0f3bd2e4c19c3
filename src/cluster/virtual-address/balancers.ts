import { parse, stringify } from "yaml";
import { z } from "zod";
import { NotYet, until } from "../../host/clock.ts";
import { imageLabels } from "../../host/docker/image-labels.ts";
import { networkLabel } from "../../host/docker/own-containers.ts";
import type { Engine } from "../../host/engine.ts";
import { PlatformError } from "../../model/errors.ts";
import { balancerImage } from "../../model/node-image.ts";
import type { KindConfig } from "../../model/topology.ts";
import { networkPrefix } from "../external-etcd.ts";
import { kindRoleLabel, labelledContainers, roleLabel } from "../ownership.ts";
import { haproxyConfig, haproxyFile, keepalivedConfig, keepalivedFile } from "./balancer-files.ts";
import { type BalancerShape, balancersOf, withVirtualAddress } from "./virtual-address-config.ts";

/** In the cluster's /24: external etcd members begin at 201, kind's nodes take the lowest free ones. */
const virtualHostNumber = 200;
const firstHostNumber = 211;

/** How long both balancers get until one of them has the address and it answers, milliseconds. */
const readyTimeoutMs = 60_000;

/** Where kind's Envoy finds its API servers (kind pkg/cluster/internal/loadbalancer/const.go). */
const relayFile = "/home/envoy/cds.yaml";

const connect = 'exec 3<>"/dev/tcp/$1/6443"';

/*
 * The first process of a balancer's container. It does for HAProxy what systemd does on a machine: runs it while its
 * manifest is there, and starts it again a second after it ended; faults find it as they find a static pod. keepalived
 * ends first when the container does: the other is told and takes over.
 */
const supervisor = `
manifest=/etc/kubernetes/manifests/haproxy.yaml
haproxy_file=$1 keepalived_file=$3
mkdir -p "\${haproxy_file%/*}" "\${keepalived_file%/*}"
if [ ! -e "$keepalived_file" ]; then
  mkdir -p "\${manifest%/*}" && touch "$manifest"
  printf %s "$2" > "$haproxy_file"; printf %s "$4" > "$keepalived_file"
fi
rm -f /run/keepalived*.pid /run/keepalived/*.pid
keepalived -n -l -D -f "$keepalived_file" & keeper=$!
trap 'kill "$keeper" 2>/dev/null; wait "$keeper"; kill "$pid" 2>/dev/null; wait "$pid"; exit 0' TERM
while :; do
  if [ -e "$manifest" ]; then
    haproxy -db -f "$haproxy_file" & pid=$!
    wait "$pid"
  fi
  sleep 1 & pid=$!
  wait "$pid"
done`;

/** The configuration as kind gets it: with the virtual address of a cluster, where it asks for one. */
export async function placedAddress(engine: Engine, cluster: string, config: KindConfig): Promise<KindConfig> {
  if (balancersOf(config) === undefined) return config;
  if ((await imageLabels(balancerImage)) === undefined)
    throw new PlatformError(
      "not-set-up",
      `the image of load balancers with a virtual address is not here: run "npx kind-chaos setup --balancers"`,
    );
  return withVirtualAddress(config, `${await networkPrefix(engine, cluster)}.${virtualHostNumber}`);
}

/**
 * Starts the two load balancers that a configuration asks for, before the API servers that kind has made, and sends all
 * that comes to kind's own one to their address; returns when all API servers answer there. Where none are asked for it
 * does nothing. Throws PlatformError where kind's own is no Envoy.
 */
export async function startBalancers(engine: Engine, cluster: string, config: KindConfig): Promise<void> {
  const shape = balancersOf(config);
  if (shape === undefined) return;
  const prefix = await networkPrefix(engine, cluster);
  const backends = await apiServers(engine, cluster);
  const addresses = [0, 1].map((index) => `${prefix}.${firstHostNumber + index}`);
  const shared = `${prefix}.${virtualHostNumber}`;
  for (const index of [0, 1]) {
    const [own = "", other = ""] = index === 0 ? addresses : addresses.toReversed();
    const short = index === 0 ? "balancer" : "balancer2";
    await startOne(engine, cluster, {
      short,
      address: own,
      haproxy: haproxyConfig(shape.loadBalancer, backends),
      keepalived: keepalivedConfig(shape.virtualAddress, { own, other, index, shared }),
    });
  }
  await relayTo(engine, `${cluster}-external-load-balancer`, shared, shape);
}

interface Balancer {
  readonly short: string;
  readonly address: string;
  readonly haproxy: string;
  readonly keepalived: string;
}

async function startOne(engine: Engine, cluster: string, balancer: Balancer): Promise<void> {
  const name = `${cluster}-${balancer.short}`;
  await engine.containers.start({
    name,
    Hostname: name,
    Image: balancerImage,
    Entrypoint: ["/bin/bash", "-c", supervisor, "supervisor"],
    Cmd: [haproxyFile, balancer.haproxy, keepalivedFile, balancer.keepalived],
    StopSignal: "SIGTERM",
    Labels: { [networkLabel]: cluster, [roleLabel]: "balancer" },
    HostConfig: {
      NetworkMode: cluster,
      // An address on an interface, and VRRP's own protocol on a raw socket.
      CapAdd: ["NET_ADMIN", "NET_RAW", "NET_BROADCAST"],
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

const relaySchema = z.looseObject({
  resources: z.tuple([z.looseObject({ load_assignment: z.looseObject({ cluster_name: z.string() }) })]),
});

/** Makes kind's Envoy pass everything on to one address, whoever has that, and waits until an API server answers there. */
async function relayTo(
  engine: Engine,
  relay: string,
  address: string,
  { virtualAddress }: BalancerShape,
): Promise<void> {
  const before = await engine.exec(relay, ["cat", relayFile]);
  const config = relaySchema.safeParse(before.exitCode === 0 ? parse(before.stdout) : undefined);
  if (!config.success)
    throw new PlatformError(
      "virtual-address",
      `${relay} is no Envoy of kind 0.32 or newer: it cannot pass connections on`,
    );
  const [{ health_checks: _, load_assignment, ...cluster }] = config.data.resources;
  const endpoint = { address: { socket_address: { address, port_value: 6_443 } } };
  const assigned = { ...load_assignment, endpoints: [{ lb_endpoints: [{ endpoint }] }] };
  const text = stringify({ ...config.data, resources: [{ ...cluster, load_assignment: assigned }] });
  // One rename, which Envoy watches for.
  const write = `printf %s "$1" > ${relayFile}.new && chmod 666 ${relayFile}.new && mv ${relayFile}.new ${relayFile}`;
  const { exitCode, stderr } = await engine.exec(relay, ["sh", "-c", write, "sh", text]);
  if (exitCode !== 0) throw new PlatformError("virtual-address", `${relay} took no other backend: ${stderr.trim()}`);
  const wait = { timeoutMs: readyTimeoutMs, everyMs: virtualAddress.advertMs };
  await until({ what: `an API server at the virtual address ${address}`, ...wait }, async () => {
    const url = `https://${address}:6443/readyz`;
    const asked = await engine.exec(relay, ["bash", "-c", connect, "bash", address]);
    return asked.exitCode === 0 ? true : new NotYet(`${url} is not reached`);
  });
}
