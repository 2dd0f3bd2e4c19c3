import type { Duration, FaultSpec, GuaranteeSpec, Scenario } from "kind-chaos";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { oneAddressHolder } from "kind-chaos/guarantees/one-address-holder";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { addressConnect } from "kind-chaos/operations/address-connect";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { controlPlaneLanes } from "./control-plane-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { safety } from "./safety.ts";

/**
 * What tells within 200 ms when the address is at its next place: at each edge of an outage at most two periods, which are
 * 40 ms, are not known, and at its begin the time of one attempt, at most 100 ms.
 */
const takeover = addressConnect({ hz: 50, deadlineMs: 100 });

/** What clients see of it, on connections of their own through kind's published port; twice as often where nothing else tells. */
const requests = (isAlone: boolean) =>
  cachedRead({ via: "api", connection: "new", hz: isAlone ? 50 : 25, deadlineMs: 1_000 });

/** Whose new connections they replace, five a second each. */
const replaced: readonly string[] = ["cached-read", "quorum-read", "write"];

/**
 * How often the other requests on the clients' way are made: they judge what is stored, and every one more takes CPU time
 * from those that measure. With ten a second nine of ten of these took up to 77 ms on two cores, with two 18 ms.
 */
const othersHz = 2;

/** What is measured on top of VRRP's own time: both edges of the address's outage as above. */
const plusTakeover: Duration = "200ms";

/**
 * What clients have on top of VRRP's own time: at both edges two periods and attempts of 100 ms each, and the first packets
 * that still go to the old place, given up by kind's own load balancer after 250 ms; together 610 ms at the very most.
 */
const plusRequests: Duration = "650ms";

/** Each says every 400 ms whether it has the address, up to 100 ms after it was asked. */
const plusLooks: Duration = "500ms";

/** The least and the most that is derived from the cluster's own settings. */
type Derived = "address-takeover" | "address-handover" | "address-check";

/**
 * Of two load balancers with one virtual address the one that has it is lost, in whatever way: new connections fail until
 * the other has it, and once more, when the first is back and takes it again, for as long at most: the steady state holds
 * only when it has. Writes and reads with a quorum are made on reused connections alone: what is judged is the way.
 */
export function addressLost(
  as: string,
  fault: FaultSpec,
  derived: Derived,
  {
    topology = "two-load-balancers",
    held = "20s",
    also = [],
    isFrozen = false,
  }: {
    readonly topology?: string;
    readonly held?: Duration;
    readonly also?: readonly GuaranteeSpec[];
    /** Its kernel goes on: it answers connections, and only requests find nobody. */
    readonly isFrozen?: boolean;
  } = {},
): Omit<Scenario, "summary"> {
  const others = controlPlaneLanes
    .filter(({ operation, via, connection }) => via !== "api" || connection !== "new" || !replaced.includes(operation))
    .map((lane) => ("hz" in lane && lane.via === "api" ? { ...lane, hz: othersHz } : lane));
  return {
    topology,
    profile: "stock",
    tags: ["load-balancer", "virtual-address"],
    lanes: [...(isFrozen ? [] : [takeover]), requests(isFrozen), ...others],
    steps: [warmUp, { inject: fault, as, for: held }, { recover: "120s" }, coolDown],
    primary: [
      `max-outage ${isFrozen ? "cached-read/api/new" : "address-connect/*/*"} during ${as}`,
      "recovered-within",
    ],
    guarantees: [
      ...(isFrozen
        ? []
        : [maxOutage({ lanes: "address-connect/*/*", during: as, limit: { derived, plus: plusTakeover } })]),
      maxOutage({ lanes: "cached-read/api/new", during: as, limit: { derived, plus: plusRequests } }),
      ...also,
      oneAddressHolder({ during: as, limit: { derived: "address-overlap", plus: plusLooks } }),
      noFailures({ lanes: "readyz/*/*", during: as }),
      recoveredWithin({ during: as, limit: "60s" }),
      noNeedlessEvictions(),
      ...safety,
    ],
  };
}
