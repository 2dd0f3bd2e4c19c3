import { createHash } from "node:crypto";
import type { Engine } from "../host/engine.ts";
import { balancers, type Cluster } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { LoadBalancerSettings, Settings } from "../model/settings.ts";
import { parseEnvoy, parseHaproxy } from "./load-balancer-config.ts";
import { readFrom } from "./read-from.ts";
import { keepalivedFile, parseKeepalived } from "./virtual-address/balancer-files.ts";

type Executing = Pick<Engine, "exec">;

/** What one load balancer says of itself. */
interface ReadBalancer {
  readonly short: string;
  readonly settings: Pick<Settings, "loadBalancer" | "virtualAddress">;
}

/**
 * The settings of a cluster's load balancer by its own files; of each of two that share a virtual address, with the
 * priorities of both in either. Of such kind's own one only passes connections on. None where there is none. Throws
 * PlatformError where files say something that limits cannot be made of.
 */
export async function readBalancers(engine: Executing, cluster: Cluster): Promise<ReadBalancer[]> {
  const pair = balancers(cluster);
  if (pair.length === 0) {
    const alone = cluster.nodes.filter(({ role }) => role === "load-balancer");
    return Promise.all(
      alone.map(async ({ name, short }) => ({ short, settings: { loadBalancer: await readOne(engine, name) } })),
    );
  }
  const read = await Promise.all(
    pair.map(async ({ name, short }) => {
      const virtualAddress = parseKeepalived(await readFrom(engine, name, `cat ${keepalivedFile}`));
      if (virtualAddress === undefined)
        throw new PlatformError("settings", `${name} has no configuration of keepalived that limits can be made of`);
      return { short, loadBalancer: await readOne(engine, name), virtualAddress };
    }),
  );
  const priorities = read.flatMap(({ virtualAddress }) => virtualAddress.priorities);
  return read.map(({ short, loadBalancer, virtualAddress }) => ({
    short,
    settings: { loadBalancer, virtualAddress: { ...virtualAddress, priorities } },
  }));
}

async function readOne(engine: Executing, name: string): Promise<LoadBalancerSettings> {
  const [envoy, haproxy] = await Promise.all(
    ["/home/envoy/cds.yaml", "/usr/local/etc/haproxy/haproxy.cfg"].map((file) =>
      readFrom(engine, name, `cat ${file} 2>/dev/null || true`),
    ),
  );
  const parsed = parseEnvoy(envoy ?? "") ?? parseHaproxy(haproxy ?? "");
  if (parsed !== undefined) return { ...parsed, digest: digestOf(envoy || haproxy || "") };
  throw new PlatformError("settings", `${name} has neither kind's Envoy nor its HAProxy configuration`);
}

/** So many characters of a SHA-256 tell configurations of one load balancer apart. */
function digestOf(configuration: string): string {
  return createHash("sha256").update(configuration).digest("hex").slice(0, 16);
}
