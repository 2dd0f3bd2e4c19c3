import { connect, createServer } from "node:net";
import type { Engine } from "../../../src/host/engine.ts";
import type { Ground, Prepared, TakeBack } from "../sabotage.ts";
import { inNode } from "./in-node.ts";
import { type Listener, listening } from "./listener.ts";
import { controlPlanesOf } from "./nodes.ts";
import { redirect } from "./redirect.ts";
import { type Handler, tlsProxy, type Upstream } from "./tls-proxy.ts";

const certificates = "/etc/kubernetes/pki";

/**
 * Puts proxies of ours in the path through the load balancer, each in the place of an API server; new connections go to
 * them in turn.
 */
export async function inApiPath(ground: Ground, handler: Handler): Promise<Prepared> {
  const { engine, cluster } = ground;
  const proxies = await Promise.all(controlPlanesOf(cluster).map((node) => apiProxy(ground, node, handler)));
  const front = await inTurn(proxies.map(({ port }) => port));
  const container = `${cluster}-external-load-balancer`;
  const takeBack = await redirect(engine, { cluster, container, port: 6443 }, front.port);
  return { takeBack: () => takeAllBack([takeBack], [front, ...proxies]) };
}

/** Puts proxies of ours in the paths straight to the API servers of control planes, 0 for the first. */
export async function inServerPaths(ground: Ground, indexes: readonly number[], handler: Handler): Promise<Prepared> {
  const { engine, cluster } = ground;
  const nodes = controlPlanesOf(cluster).filter((_, index) => indexes.includes(index));
  const proxies = await Promise.all(nodes.map((node) => apiProxy(ground, node, handler)));
  const takeBacks: TakeBack[] = [];
  for (const [index, { port }] of proxies.entries())
    takeBacks.push(await redirect(engine, { cluster, container: nodes[index] ?? "", port: 6443 }, port));
  return { takeBack: () => takeAllBack(takeBacks, proxies) };
}

async function apiProxy({ engine, cluster }: Ground, node: string, handler: Handler): Promise<Listener> {
  const admin = await adminOf(engine, controlPlanesOf(cluster)[0] ?? "");
  const upstream = { ...admin, host: await addressOf(engine, node), port: 6443, servername: "kubernetes" };
  return tlsProxy(await filesOf(engine, node, "apiserver.crt", "apiserver.key"), upstream, handler);
}

/** Puts proxies of ours in the paths straight to the etcd members of control planes, 0 for the first. */
export async function inEtcdPaths(
  { engine, cluster }: Ground,
  indexes: readonly number[],
  handler: Handler,
): Promise<Prepared> {
  const proxies: Listener[] = [];
  const takeBacks: TakeBack[] = [];
  for (const node of controlPlanesOf(cluster).filter((_, index) => indexes.includes(index))) {
    const ca = await inNode(engine, node, `cat ${certificates}/etcd/ca.crt`);
    const client = await filesOf(engine, node, "apiserver-etcd-client.crt", "apiserver-etcd-client.key");
    const upstream = { host: await addressOf(engine, node), port: 2379, ca, ...client, servername: "localhost" };
    const shown = await filesOf(engine, node, "etcd/server.crt", "etcd/server.key");
    const proxy = await tlsProxy(shown, upstream, handler);
    proxies.push(proxy);
    takeBacks.push(await redirect(engine, { cluster, container: node, port: 2379 }, proxy.port));
  }
  return { takeBack: () => takeAllBack(takeBacks, proxies) };
}

async function addressOf(engine: Engine, node: string): Promise<string> {
  return (await inNode(engine, node, "hostname -i | cut -d' ' -f1")).trim();
}

async function filesOf(engine: Engine, node: string, cert: string, key: string) {
  const read = (file: string) => inNode(engine, node, `cat "$1"`, `${certificates}/${file}`);
  return { cert: await read(cert), key: await read(key) };
}

async function adminOf(engine: Engine, node: string): Promise<Pick<Upstream, "ca" | "cert" | "key">> {
  const config = await inNode(engine, node, "cat /etc/kubernetes/admin.conf");
  const field = (name: string) =>
    Buffer.from(new RegExp(`${name}: (\\S+)`).exec(config)?.[1] ?? "", "base64").toString("utf8");
  const cert = field("client-certificate-data");
  return { ca: field("certificate-authority-data"), cert, key: field("client-key-data") };
}

async function takeAllBack(takeBacks: readonly TakeBack[], listeners: readonly Listener[]): Promise<void> {
  for (const takeBack of takeBacks) await takeBack();
  for (const listener of listeners) listener.close();
}

function inTurn(ports: readonly number[]): Promise<Listener> {
  let next = 0;
  const server = createServer({ allowHalfOpen: true }, (asking) => {
    const onward = connect({ port: ports[next++ % ports.length] ?? 0, host: "127.0.0.1", allowHalfOpen: true });
    asking.pipe(onward).pipe(asking);
    for (const [one, other] of [
      [asking, onward],
      [onward, asking],
    ] as const)
      one.on("error", () => other.destroy()).on("close", () => other.destroy());
  });
  return listening(server);
}
