import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { outageAtLeast } from "kind-chaos/guarantees/outage-at-least";
import { addressHolder } from "kind-chaos/targets/address-holder";
import { addressLost } from "./support/address-lost.ts";

export default defineScenario({
  summary:
    "The same with the checks of kubeadm's own example: half a minute without the API, although the other load balancer is well.",
  ...addressLost("lost", componentStop("haproxy", addressHolder()), "address-check", {
    topology: "slow-virtual-address",
    held: "60s",
    also: [outageAtLeast({ lanes: "cached-read/api/new", during: "lost", expected: { derived: "address-check" } })],
  }),
});
