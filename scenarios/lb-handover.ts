import { defineScenario } from "kind-chaos";
import { nodeStop } from "kind-chaos/faults/node-stop";
import { addressHolder } from "kind-chaos/targets/address-holder";
import { addressLost } from "./support/address-lost.ts";

export default defineScenario({
  summary:
    "Stops one load balancer of two in order, the one with their virtual address: it tells so, and the other waits for VRRP's skew alone, about 0.6 s.",
  ...addressLost("lost", nodeStop(addressHolder(), 10), "address-handover"),
});
