import { parse, stringify } from "yaml";
import { z } from "zod";
import { NotYet, until } from "../../host/clock.ts";
import type { Engine } from "../../host/engine.ts";
import { PlatformError } from "../../model/errors.ts";
import { envoyFile, readBackends } from "../../node-tools/envoy.ts";
import { reaching } from "../loopback.ts";

/** What is asked of an engine to make a load balancer of kind's pass everything on. */
type RelayEngine = Pick<Engine, "exec" | "answersTls"> & { readonly containers: Pick<Engine["containers"], "details"> };

/** How long Envoy gets to take its one backend, and then an API server to answer there, milliseconds: each. */
const readyTimeoutMs = 60_000;
const everyMs = 500;
/** How long one handshake may take: the first through a HAProxy that knows of no ready API server yet is refused. */
const answerTimeoutMs = 2_000;

/** As kind writes it; said here, so that another kind's value is none of a cluster with a virtual address. */
const connectTimeout = "0.25s";

const apiPort = 6_443;
const file = envoyFile;

const configSchema = z.looseObject({
  resources: z.tuple([z.looseObject({ load_assignment: z.looseObject({ cluster_name: z.string() }) })]),
});

/**
 * Makes kind's Envoy pass everything on to one address, whoever has that. It waits until Envoy itself says that it knows
 * that backend and no other, and until an API server answers a TLS handshake on Envoy's published port. Throws
 * PlatformError where it is no Envoy, or either is not so in time; the signal's reason when it is aborted.
 */
export async function relayTo(engine: RelayEngine, relay: string, address: string, signal: AbortSignal): Promise<void> {
  const before = await engine.exec(relay, ["cat", file]);
  const text = before.exitCode === 0 ? passingOn(before.stdout, address) : undefined;
  if (text === undefined)
    throw new PlatformError(
      "virtual-address",
      `${relay} is no Envoy of kind 0.32 or newer: it cannot pass connections on`,
    );
  // One rename, which Envoy watches for.
  const write = `printf %s "$1" > ${file}.new && chmod 666 ${file}.new && mv ${file}.new ${file}`;
  const { exitCode, stderr } = await engine.exec(relay, ["sh", "-c", write, "sh", text]);
  if (exitCode !== 0) throw new PlatformError("virtual-address", `${relay} took no other backend: ${stderr.trim()}`);
  const wait = { timeoutMs: readyTimeoutMs, everyMs, signal };
  const wanted = `${address}:${apiPort}`;
  await until({ what: `${relay} passes everything on to ${wanted}`, ...wait }, async () => {
    const known = await readBackends(engine, relay);
    return known.join() === wanted ? true : new NotYet(`it knows ${known.join(", ") || "none"}`);
  });
  const port = await publishedPort(engine, relay);
  await until({ what: `an API server behind the virtual address ${address}`, ...wait }, async () =>
    (await engine.answersTls(port, answerTimeoutMs)) ? true : new NotYet("no TLS handshake is answered"),
  );
}

/** Envoy's cluster resources with one backend in the place of all, and no checks of it; undefined where they are none. */
export function passingOn(resources: string, address: string): string | undefined {
  const config = configSchema.safeParse(parse(resources));
  if (!config.success) return undefined;
  const [{ health_checks: _, load_assignment, ...cluster }] = config.data.resources;
  const endpoint = { address: { socket_address: { address, port_value: apiPort } } };
  const assigned = { ...load_assignment, endpoints: [{ lb_endpoints: [{ endpoint }] }] };
  const one = { ...cluster, connect_timeout: connectTimeout, load_assignment: assigned };
  return stringify({ ...config.data, resources: [one] });
}

async function publishedPort(engine: RelayEngine, relay: string): Promise<number> {
  const bindings = (await engine.containers.details(relay)).ports[`${apiPort}/tcp`] ?? [];
  const found = bindings.find(({ address }) => reaching["127.0.0.1"].includes(address));
  if (found === undefined) throw new PlatformError("virtual-address", `${relay} publishes no port on 127.0.0.1`);
  return found.port;
}
