import { chaos } from "../../../test/e2e/support/chaos.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "A second harness wants the same cluster.",
  scenario: "baseline",
  strike: {
    when: "hold: nothing is broken",
    async sabotage({ cluster, reports }) {
      const options = ["--reuse", "--name", cluster, "--queue", "1s", "--reports", reports];
      const { code, stderr } = await chaos("run", "baseline", ...options);
      if (code === 0 || !/measures on this Docker host.*: nothing was made/.test(stderr))
        throw new Error(`the second harness was not refused, but ended with ${code}: ${stderr}`);
      return undefined;
    },
  },
  expected: { verdict: "as without" },
};
export default sabotage;
