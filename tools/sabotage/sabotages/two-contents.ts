import { inServerPaths } from "../means/in-path.ts";
import { giveWhole, readWhole } from "../means/whole-answer.ts";
import type { Sabotage } from "../sabotage.ts";

/** One read in so many. */
const oneIn = 5;

const sabotage: Sabotage = {
  weakness: "An API server answers one read in five with another content of the same resource version.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  async prepare(ground) {
    let reads = 0;
    return inServerPaths(ground, [1], async ({ asked, answer, forward }) => {
      if (asked.method !== "GET" || !/\/configmaps\/written-/.test(asked.url ?? "")) return false;
      if (++reads % oneIn !== 0) return false;
      const told = await readWhole(await forward());
      const text = told.body.toString("utf8");
      const other = text.replace('"metadata":{', '"metadata":{"labels":{"sabotage":"true"},');
      giveWhole(answer, { ...told, body: Buffer.from(other) });
      return true;
    });
  },
  expected: {
    verdict: "fail",
    guarantees: {
      "consistent-history":
        /written-\S+ at revision \d+ has another content read by fresh-read\/\S+ than by fresh-read\//,
    },
  },
};
export default sabotage;
