import type { Cluster } from "../../model/cluster.ts";
import type { ContainerRuntime } from "../../model/node-runtime.ts";
import { readBackends } from "../../node-tools/envoy.ts";
import { type Holders, readHolders } from "../../node-tools/virtual-address.ts";
import type { Look } from "./check.ts";

/**
 * Whether both load balancers can be asked and keepalived runs on both, the preferred one alone has the address that they
 * share (until it has it back, the address will move once more), and kind's own passes everything on to that address: what
 * went round it would show nothing of it.
 */
export async function addressHeld(runtime: Pick<ContainerRuntime, "exec">, cluster: Cluster): Promise<Look> {
  const told = await readHolders(runtime, cluster);
  const held = heldByPreferred(told);
  const relay = cluster.nodes.find(({ role }) => role === "load-balancer");
  if (!held.ok || relay === undefined) return held;
  const backends = (await readBackends(runtime, relay.name)).map((backend) => backend.replace(/:6443$/, ""));
  if (backends.length === 1 && backends[0] === told.shared) return held;
  return {
    ok: false,
    detail: `${held.detail}, ${relay.short} passes connections on to ${backends.join(", ") || "nobody"}`,
  };
}

/** The same of the two alone. */
export function heldByPreferred({ holders, silent, unguarded, preferred }: Holders): Look {
  if (silent.length > 0) return { ok: false, detail: silent.join("; ") };
  if (unguarded.length > 0) return { ok: false, detail: `no keepalived runs on ${unguarded.join(" and ")}` };
  const held = holders.length === 0 ? "nobody has it" : `held by ${holders.join(" and ")}`;
  if (holders.length !== 1) return { ok: false, detail: held };
  const [holder] = holders;
  return holder === preferred
    ? { ok: true, detail: held }
    : { ok: false, detail: `${held}, ${preferred} is preferred and has it not back yet` };
}
