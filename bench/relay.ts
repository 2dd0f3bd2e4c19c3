import { isAlive, readClaim } from "../src/cluster/claims.ts";
import { findExisting } from "../src/cluster/existing/find.ts";
import { openRelay, removeRelays } from "../src/cluster/existing/relay.ts";
import { medianOf, relayLatency } from "../src/cluster/existing/relay-latency.ts";
import { Engine } from "../src/host/engine.ts";
import { controlPlanes } from "../src/model/cluster.ts";
import { answersTls } from "../src/net/tls-answer.ts";

/**
 * What a relay adds to a port that kind published, side by side on the same API server: requests on kept-alive
 * connections, and handshakes on new ones. Nothing of the cluster is touched; the relay is gone afterwards. Prints figures
 * with their limit; exits with 1 where one is not kept. Takes some seconds.
 * Usage: node bench/relay.ts <cluster of kind> [pairs]
 */
const limitMs = 1;
const [name = "kind", wanted = "500"] = process.argv.slice(2);
const pairs = Number(wanted);
const engine = new Engine();
const claim = readClaim(name);
if (claim !== undefined && isAlive(claim)) throw new Error(`${name} is used by a run, which has a relay of its own`);
const cluster = await findExisting(engine, name);
const [first] = controlPlanes(cluster);
const read = (file: string) => engine.containers.file(first?.name ?? "", `/etc/kubernetes/pki/${file}`);
const [ca, cert, key] = await Promise.all(
  ["ca.crt", "apiserver-kubelet-client.crt", "apiserver-kubelet-client.key"].map(read),
);
try {
  const relay = await openRelay(engine, cluster, cluster.nodes);
  if (relay?.meter === undefined) throw new Error(`${name} publishes no API server beside ports that a relay forwards`);
  const { meter } = relay;
  const reused = await relayLatency(meter, { ca: ca ?? "", cert: cert ?? "", key: key ?? "" }, pairs);
  const fresh = await handshakes(meter);
  const rows = Object.entries({ "request, reused connection": reused, "TLS handshake, new connection": fresh });
  const told = rows.map(([what, { publishedMs, relayedMs }]) => {
    const addedMs = relayedMs - publishedMs;
    if (!(addedMs <= limitMs)) process.exitCode = 1;
    return [
      what,
      {
        pairs,
        "published p50, ms": publishedMs,
        "relayed p50, ms": relayedMs,
        "added, ms": addedMs.toFixed(3),
        "limit, ms": limitMs,
        kept: addedMs <= limitMs,
      },
    ] as const;
  });
  console.log(`${relay.forwarded} ports forwarded by ${relay.container}`);
  console.table(Object.fromEntries(told));
} finally {
  await removeRelays(engine, name);
}

/** New connections in turns, each way first every other time. */
async function handshakes({ published, relayed }: { readonly published: number; readonly relayed: number }) {
  const taken: Record<number, number[]> = { [published]: [], [relayed]: [] };
  for (let pair = 0; pair < pairs; pair++)
    for (const port of pair % 2 === 0 ? [published, relayed] : [relayed, published]) {
      const begun = performance.now();
      if (!(await answersTls(port, 5_000))) throw new Error(`port ${port} does not answer`);
      taken[port]?.push(performance.now() - begun);
    }
  return { publishedMs: medianOf(taken[published] ?? []), relayedMs: medianOf(taken[relayed] ?? []) };
}
