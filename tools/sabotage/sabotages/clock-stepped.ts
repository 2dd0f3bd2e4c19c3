import { sealed, unsealed } from "../../../test/support/sealed-journal.ts";
import type { Sabotage } from "../sabotage.ts";

/** How far the machine's clock was stepped before the run began, milliseconds. */
const stepMs = 3_600_000;

const sabotage: Sabotage = {
  weakness: "The machine's clock is stepped by an hour between cluster and run.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  journal(text) {
    const lines = unsealed(text).map((line) => {
      const event = JSON.parse(line) as { readonly type?: string; readonly startedAt?: string };
      if (event.type !== "run-start" || event.startedAt === undefined) return line;
      return JSON.stringify({ ...event, startedAt: new Date(Date.parse(event.startedAt) + stepMs).toISOString() });
    });
    return sealed(lines);
  },
  expected: { verdict: "as without" },
};
export default sabotage;
