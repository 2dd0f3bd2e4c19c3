import type { Duration, FaultSpec, Scenario } from "kind-chaos";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { controlPlaneLanes } from "./control-plane-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { safety } from "./safety.ts";

/** What tells within 200 ms when the address is taken over: many new connections, each given up soon. */
const close = cachedRead({ via: "api", connection: "new", hz: 40, deadlineMs: 1_000 });
const lanes = "cached-read/api/new";

/**
 * Of two load balancers with one virtual address the one that has it is lost, in whatever way: new connections fail until
 * the other has it, and once more, when the first is back and takes it again, for as long at most.
 */
export function addressLost(
  as: string,
  fault: FaultSpec,
  limit: Parameters<typeof maxOutage>[0]["limit"],
  { topology = "two-load-balancers", held = "20s" }: { readonly topology?: string; readonly held?: Duration } = {},
): Omit<Scenario, "summary"> {
  const others = controlPlaneLanes.filter(
    ({ operation, via, connection }) => operation !== "cached-read" || via !== "api" || connection !== "new",
  );
  return {
    topology,
    profile: "stock",
    tags: ["load-balancer", "virtual-address"],
    lanes: [close, ...others],
    steps: [warmUp, { inject: fault, as, for: held }, { recover: "120s" }, coolDown],
    primary: ["max-outage", "recovered-within"],
    guarantees: [
      maxOutage({ lanes, during: as, limit }),
      noFailures({ lanes: "readyz/*/*", during: as }),
      recoveredWithin({ during: as, limit: "60s" }),
      noNeedlessEvictions(),
      ...safety,
    ],
  };
}
