import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { addressHolder } from "kind-chaos/targets/address-holder";
import { addressLost } from "./support/address-lost.ts";

export default defineScenario({
  summary:
    "Kills one load balancer of two, the one with their virtual address: the other takes it once VRRP has missed three advertisements.",
  ...addressLost("lost", nodeKill(addressHolder()), "address-takeover"),
});
