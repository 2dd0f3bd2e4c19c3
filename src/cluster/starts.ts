import type { Engine } from "../host/engine.ts";
import type { NodeRole } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";

/**
 * Where the first process of a container that the harness starts notes each start of what it keeps running there, one
 * line each: by the container's role and the component.
 */
export const startsFiles = {
  etcd: { etcd: "/var/lib/etcd-starts" },
  balancer: { haproxy: "/var/lib/haproxy-starts", keepalived: "/var/lib/keepalived-starts" },
} as const satisfies Partial<Record<NodeRole, Readonly<Record<string, string>>>>;

/** How often each component was started in a container of that role; one that is down, or cannot be asked, tells none. */
export async function startsIn(
  engine: Pick<Engine, "exec">,
  container: string,
  role: NodeRole,
): Promise<Record<string, number>> {
  const files = Object.entries(role === "etcd" || role === "balancer" ? startsFiles[role] : {});
  const counts = await Promise.all(
    files.map(async ([component, file]) => [component, await linesIn(engine, container, file)] as const),
  );
  return Object.fromEntries(counts.flatMap(([component, count]) => (count === undefined ? [] : [[component, count]])));
}

async function linesIn(engine: Pick<Engine, "exec">, container: string, file: string): Promise<number | undefined> {
  try {
    const { stdout, exitCode } = await engine.exec(container, ["cat", file]);
    return exitCode === 0 ? stdout.length : undefined;
  } catch (error) {
    // A container that does not run has other witnesses: its fault, the steady state.
    if (error instanceof PlatformError) return undefined;
    throw error;
  }
}
