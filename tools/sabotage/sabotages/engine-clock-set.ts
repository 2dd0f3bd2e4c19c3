import { sealed, unsealed } from "../../../test/support/sealed-journal.ts";
import type { Sabotage } from "../sabotage.ts";

/** By how much the clock of the engine's machine is set back, milliseconds. */
const setBackMs = 60_000;

const sabotage: Sabotage = {
  weakness: "The clock of the engine's machine is set back during the run: what Kubernetes dated is not known.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  journal(text) {
    const lines = unsealed(text);
    const last = lines.findLastIndex((line) => line.includes('"type":"engine-clock"'));
    const look = JSON.parse(lines[last] ?? "{}") as { readonly told: string };
    const told = new Date(Date.parse(look.told) - setBackMs).toISOString();
    return sealed(lines.with(last, JSON.stringify({ ...look, told })));
  },
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the clock of the engine's machine went on as this machine's did":
        /^it fell behind by (?:5\d(?:\.\d+)? s|1 min) or more/,
    },
  },
};
export default sabotage;
