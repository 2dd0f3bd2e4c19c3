import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "A stretch in the middle of the journal is cut out.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  journal(text) {
    const lines = text.split("\n");
    const from = Math.floor(lines.length / 2);
    return [...lines.slice(0, from), ...lines.slice(from + Math.floor(lines.length / 20))].join("\n");
  },
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the journal is undamaged": /^it is damaged at \d+ places?, and what stood there is not known: lines? \d+/,
    },
  },
};
export default sabotage;
