import { randomBytes } from "node:crypto";
import { relayLabel } from "../../host/docker/own-containers.ts";
import type { Engine } from "../../host/engine.ts";
import type { Node } from "../../model/cluster.ts";
import { PlatformError } from "../../model/errors.ts";
import { placeOf } from "../../model/node-addresses.ts";
import type { ExistingCluster } from "./existing-cluster.ts";
import { type Forward, forwardsOf, forwardWords, listenKey } from "./relay-forwards.ts";
import { relayOwner, relayOwnerLabel } from "./relay-owner.ts";

/** A container of the harness that forwards ports of a cluster's nodes from loopback. */
export interface Relay {
  /** Name of its container. */
  readonly container: string;
  /** How many ports it forwards because nobody published them. */
  readonly forwarded: number;
  /** By short names the nodes' ports, as `Node.ports` has them, and where they are on 127.0.0.1. */
  readonly ports: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Two ports of 127.0.0.1 that lead to the same API server: one that kind published, one of the relay. */
  readonly meter?: { readonly published: number; readonly relayed: number };
}

/** What a relay's first program is: it only waits, what forwards is the kernel. */
const waiting = ["/bin/sh", "-c", "trap 'exit 0' TERM; sleep infinity & wait"];

/** More than a shell that waits needs, bytes. */
const memory = 64 * 2 ** 20;

/**
 * Starts a cluster's relay in the place of what an earlier run left of one; undefined where every port is published.
 * It has rights over its own network alone, none over the machine. Throws PlatformError "relay" where it cannot forward,
 * "in-use" as `mustBeAlone` does.
 */
export async function openRelay(
  engine: Engine,
  cluster: Pick<ExistingCluster, "name" | "network" | "nodeImageId">,
  nodes: readonly Node[],
): Promise<Relay | undefined> {
  await mustBeAlone(engine, cluster.name);
  await removeRelays(engine, cluster.name);
  const forwards = forwardsOf(nodes);
  if (forwards.length === 0) return undefined;
  const container = await startRelay(engine, cluster, forwards.map(listenKey));
  const { exitCode, stderr } = await engine.exec(container, forwardWords(forwards));
  if (exitCode !== 0) throw new PlatformError("relay", `${container} cannot forward ports: ${stderr.trim()}`);
  const { ports } = await engine.containers.details(container);
  const on = (forward: Forward) => {
    const port = ports[listenKey(forward)]?.[0]?.port;
    if (port === undefined) throw new PlatformError("relay", `${container} has no port for ${listenKey(forward)}`);
    return port;
  };
  const own = forwards.filter(({ isMeter }) => !isMeter);
  const [meter] = forwards.filter(({ isMeter }) => isMeter);
  const published = nodes.find(({ short }) => short === meter?.short)?.ports[meter?.port ?? ""];
  return {
    container,
    forwarded: own.length,
    ports: Object.fromEntries(
      [...Map.groupBy(own, ({ short }) => short)].map(([short, some]) => [
        short,
        Object.fromEntries(some.map((forward) => [forward.port, on(forward)])),
      ]),
    ),
    ...(meter === undefined || published === undefined ? {} : { meter: { published, relayed: on(meter) } }),
  };
}

/** Removes this user's relays of a cluster; returns the names of their containers. */
export async function removeRelays(engine: Engine, cluster: string): Promise<string[]> {
  const found = (await findRelays(engine, cluster)).filter(({ isOwn }) => isOwn);
  for (const { id } of found) await engine.containers.remove(id);
  return found.map(({ name }) => name);
}

/** A container of the harness that forwards, as it is found on an engine. */
export interface FoundRelay {
  readonly id: string;
  readonly name: string;
  /** Of which cluster. */
  readonly cluster: string;
  /** Whether it is this user's on this machine: nobody else's use of it is known here. */
  readonly isOwn: boolean;
}

/** The relays on an engine, of one cluster or of all; each is the harness's whatever became of the cluster. */
export async function findRelays(engine: Engine, cluster?: string): Promise<FoundRelay[]> {
  const value = cluster === undefined ? "" : `=${cluster}`;
  const found = await engine.containers.labelled(`${relayLabel}${value}`);
  const own = relayOwner();
  return found.map(({ id, name, labels }) => ({
    id,
    name,
    cluster: labels[relayLabel] ?? "",
    isOwn: labels[relayOwnerLabel] === own,
  }));
}

/**
 * Throws PlatformError "in-use" where a relay of another user, or another machine, runs beside a cluster: nobody here
 * knows what that one does to it.
 */
export async function mustBeAlone(engine: Engine, cluster: string): Promise<void> {
  for (const { name, isOwn } of await findRelays(engine, cluster)) {
    if (isOwn || !(await engine.inspect(name)).running) continue;
    const instead = `wait until it is over; where it died: "npx kind-chaos clean --all --cluster ${cluster}"`;
    throw new PlatformError(
      "in-use",
      `${name}, a relay of another user, is on ${cluster}, which a run uses: ${instead}`,
    );
  }
}

/**
 * Whether the engine gives a container of a cluster's network the address that it is told, tried with one of the
 * harness's own, which is gone afterwards.
 */
export async function triesToPin(
  engine: Engine,
  cluster: Pick<ExistingCluster, "name" | "network" | "nodeImageId">,
): Promise<boolean> {
  const container = await startRelay(engine, cluster, []);
  try {
    return await engine.networks.tryPin(cluster.network, container, placeOf(await engine.inspect(container)));
  } finally {
    const { id } = await engine.containers.details(container);
    await engine.containers.remove(id);
  }
}

/** Starts a container of the node image on a cluster's network with ports published on loopback; returns its name. */
async function startRelay(
  engine: Engine,
  { name, network, nodeImageId }: Pick<ExistingCluster, "name" | "network" | "nodeImageId">,
  keys: readonly string[],
): Promise<string> {
  const container = `kind-chaos-relay-${name}-${randomBytes(2).toString("hex")}`;
  const perPort = <T>(value: T) => Object.fromEntries(keys.map((key) => [key, value]));
  await engine.containers.start({
    name: container,
    Image: nodeImageId,
    Entrypoint: waiting,
    Cmd: [],
    StopSignal: "SIGTERM",
    Labels: { [relayLabel]: name, [relayOwnerLabel]: relayOwner() },
    ExposedPorts: perPort({}),
    HostConfig: {
      NetworkMode: network,
      CapDrop: ["ALL"],
      CapAdd: ["NET_ADMIN", "NET_RAW"],
      Memory: memory,
      // iptables keeps its lock there.
      Tmpfs: { "/run": "" },
      ReadonlyRootfs: true,
      // What comes in at a card and goes out there again is not told of a shorter way.
      Sysctls: {
        "net.ipv4.ip_forward": "1",
        "net.ipv4.conf.all.send_redirects": "0",
        "net.ipv4.conf.default.send_redirects": "0",
      },
      PortBindings: perPort([{ HostIp: "127.0.0.1", HostPort: "" }]),
    },
  });
  return container;
}
