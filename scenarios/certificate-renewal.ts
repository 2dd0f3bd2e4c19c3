import { defineScenario, type GuaranteeSpec, type Step } from "kind-chaos";
import { certificateRenewal } from "kind-chaos/faults/certificate-renewal";
import { maxDegradation } from "kind-chaos/guarantees/max-degradation";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

const indexes = [1, 2, 3];

const steps = indexes.flatMap((index): Step[] => [
  { inject: certificateRenewal(controlPlane(index, { avoidReusedConnections: true })), as: `renewal-${index}` },
  { recover: "180s" },
]);

const guarantees = indexes.flatMap((index): GuaranteeSpec[] => {
  const during = `renewal-${index}`;
  return [
    noOutage({ lanes: "*/api/*", during, limit: { derived: "etcd-election", plus: "2s" } }),
    maxDegradation({ lanes: "*/api/new", during, limit: { derived: "load-balancer-ejection", plus: "4s" } }),
    // kubeadm gets 60 s, the static pods 70 s to end and 90 s to start (src/faults/certificate-renewal.ts), and all of them
    // 20 s to be Ready. Recorded: 48 to 57 s.
    recoveredWithin({ during, limit: "240s" }),
  ];
});

export default defineScenario({
  summary:
    "Renews the certificates of three control planes one after another, as kubeadm has it: new connections fail until the load balancer has noticed each restart.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "certificates", "maintenance"],
  lanes: controlPlaneLanes,
  steps: [warmUp, ...steps, coolDown],
  primary: indexes.map((index) => `max-degradation */api/new during renewal-${index}`),
  guarantees: [...guarantees, ...safety],
});
