import { inApiPath } from "../means/in-path.ts";
import { passOn } from "../means/tls-proxy.ts";
import type { Sabotage } from "../sabotage.ts";

/** One write in so many is acknowledged and never made. */
const oneIn = 50;

const sabotage: Sabotage = {
  weakness: "An API server acknowledges one write in fifty and drops it.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  async prepare(ground) {
    let writes = 0;
    return inApiPath(ground, async ({ asked, answer, forward }) => {
      if (asked.method !== "PATCH" || !/\/configmaps\//.test(asked.url ?? "") || ++writes % oneIn !== 0) return false;
      passOn(await forward(`${asked.url}&dryRun=All`), answer);
      return true;
    });
  },
  expected: {
    verdict: "fail",
    // Through every API server: what was never made is nowhere.
    guarantees: { "no-lost-writes": /^lost: \d+ writes? \(\S+ \S+ at control-plane, control-plane2, control-plane3/ },
  },
};
export default sabotage;
