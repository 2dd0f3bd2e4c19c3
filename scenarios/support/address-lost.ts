import type { Duration, FaultSpec, GuaranteeSpec, Scenario } from "kind-chaos";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { oneAddressHolder } from "kind-chaos/guarantees/one-address-holder";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { controlPlaneLanes } from "./control-plane-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { safety } from "./safety.ts";

/**
 * What tells within 200 ms when the address is taken over: at each edge of an outage at most two periods, which are 40 ms,
 * and the time of one attempt are not known, and each is given up soon.
 */
const close = cachedRead({ via: "api", connection: "new", hz: 50, deadlineMs: 1_000 });
const lanes = "cached-read/api/new";

/** Whose new connections it replaces, five a second each. */
const replaced: readonly string[] = ["cached-read", "quorum-read", "write"];

/**
 * What is measured on top of VRRP's own time: both edges as above with attempts of 100 ms each, and the first packets that
 * still go to the old place, given up by kind's own load balancer after 250 ms; together 530 ms at the very most.
 */
const plus: Duration = "500ms";

/** The least and the most that is derived from the cluster's own settings. */
type Derived = "address-takeover" | "address-handover" | "address-check";

/**
 * Of two load balancers with one virtual address the one that has it is lost, in whatever way: new connections fail until
 * the other has it, and once more, when the first is back and takes it again, for as long at most: the steady state holds
 * only when it has. Writes and reads with a quorum are made on reused connections alone: what is judged is the way, and
 * the lane that measures it makes as many new connections as a machine of two cores bears.
 */
export function addressLost(
  as: string,
  fault: FaultSpec,
  derived: Derived,
  {
    topology = "two-load-balancers",
    held = "20s",
    also = [],
  }: { readonly topology?: string; readonly held?: Duration; readonly also?: readonly GuaranteeSpec[] } = {},
): Omit<Scenario, "summary"> {
  const others = controlPlaneLanes.filter(
    ({ operation, via, connection }) => via !== "api" || connection !== "new" || !replaced.includes(operation),
  );
  return {
    topology,
    profile: "stock",
    tags: ["load-balancer", "virtual-address"],
    lanes: [close, ...others],
    steps: [warmUp, { inject: fault, as, for: held }, { recover: "120s" }, coolDown],
    primary: ["max-outage", "recovered-within"],
    guarantees: [
      maxOutage({ lanes, during: as, limit: { derived, plus } }),
      ...also,
      oneAddressHolder({ during: as, limit: { derived: "address-overlap", plus } }),
      noFailures({ lanes: "readyz/*/*", during: as }),
      recoveredWithin({ during: as, limit: "60s" }),
      noNeedlessEvictions(),
      ...safety,
    ],
  };
}
