import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { addressHolder } from "kind-chaos/targets/address-holder";
import { addressLost } from "./support/address-lost.ts";

export default defineScenario({
  summary:
    "Holds HAProxy down on one load balancer of two while its keepalived goes on: checks find it, and the virtual address moves.",
  ...addressLost("lost", componentStop("haproxy", addressHolder()), "address-check"),
});
