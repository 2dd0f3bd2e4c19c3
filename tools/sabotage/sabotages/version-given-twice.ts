import { inApiPath } from "../means/in-path.ts";
import { giveWhole, readWhole } from "../means/whole-answer.ts";
import type { Sabotage } from "../sabotage.ts";

/** One write in so many is told the resource version of the write before it. */
const oneIn = 50;

const sabotage: Sabotage = {
  weakness: "An API server gives two writes one resource version.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  async prepare(ground) {
    let writes = 0;
    let before = "";
    return inApiPath(ground, async ({ asked, answer, forward }) => {
      if (asked.method !== "PATCH" || !/\/configmaps\//.test(asked.url ?? "")) return false;
      const told = await readWhole(await forward());
      const text = told.body.toString("utf8");
      const version = /"resourceVersion":"\d+"/.exec(text)?.[0];
      const isWrong = ++writes % oneIn === 0 && version !== undefined && before !== "";
      giveWhole(answer, isWrong ? { ...told, body: Buffer.from(text.replace(version, before)) } : told);
      before = version ?? before;
      return true;
    });
  },
  expected: {
    verdict: "fail",
    guarantees: { "consistent-history": /revision \d+ is that of \S+ written by \S+ and of \S+ written by / },
  },
};
export default sabotage;
