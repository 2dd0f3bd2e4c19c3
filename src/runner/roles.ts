import type { RunContext } from "./context.ts";
import type { Roles } from "./targets.ts";

/** Who has which role now: asked of etcd, of the API, and of the probing process. */
export function rolesOf(run: RunContext): Roles {
  return {
    members: async () => (await run.etcd.status()).members,
    leaseHolder: (name) => run.kube.leaseHolder("kube-system", name),
    backendOf: async (id) => {
      const lane = run.lanes.find((other) => other.id === id);
      return lane === undefined ? undefined : (await run.prober.pinnedBackends())[lane.index];
    },
  };
}
