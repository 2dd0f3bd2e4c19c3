import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { addressHolder } from "kind-chaos/targets/address-holder";
import { addressLost } from "./support/address-lost.ts";

export default defineScenario({
  summary:
    "Freezes one load balancer of two, the one with their virtual address: the other takes it, and gives way to the first, which never noticed, once that wakes up.",
  ...addressLost("lost", nodePause(addressHolder()), "address-takeover", { isFrozen: true }),
});
