import { changedCommands } from "../means/changed-commands.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "An operator lets API servers write with a new key before all of them know it; soon all is well again.",
  scenario: "encryption-key-rotation",
  prepare: () => {
    // Encryption is switched on first, as it should be; the second time is the change of the key.
    let times = 0;
    return changedCommands((word) => (word === "known" && ++times === 2 ? "used" : word));
  },
  expected: {
    verdict: "fail",
    guarantees: { "no-failures": /failed: .*secret-(read|write)\/[\w-]+\/\w+ http-500/ },
  },
};
export default sabotage;
