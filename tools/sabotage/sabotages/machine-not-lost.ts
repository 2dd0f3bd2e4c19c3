import { changedCommands } from "../means/changed-commands.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The engine says that it has run what loses a control plane for good, and has not: the old one goes on.",
  scenario: "control-plane-replace",
  prepare: () => changedCommands((word) => (/echo lost >>.*wipe "\$2"$/.test(word) ? "true" : word)),
  expected: {
    verdict: "inconclusive",
    assumptions: { "replaced was done": /^no member was replaced, healthy$/ },
  },
};
export default sabotage;
