import type { Rule } from "../../../src/analysis/history/finding.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { confirmed, objectOf, oneOf, type Plant, planted, writesThat } from "./plant.ts";
import type { SimulatedRun } from "./simulated-run.ts";

/** Something is done to the tokens that one server shows. */
function shown(
  rule: Rule,
  at: number,
  alter: (run: SimulatedRun, random: () => number, objects: Record<string, string[]>) => boolean,
) {
  return planted(rule, (run, random) => alter(run, random, run.readBacks[at]?.objects ?? {}));
}

const tokenOf = ({ detail = "" }: Sample) => detail.split(" ")[1] ?? "";

/** What API servers can show at the end that cannot be. */
export const readBackPlants: Readonly<Record<string, Plant>> = {
  "an acknowledged write that is gone at the end": shown("lost-write", 1, (run, random, objects) => {
    const write = oneOf(writesThat(run, "ok"), random);
    if (write === undefined) return false;
    objects[objectOf(write)] = (objects[objectOf(write)] ?? []).filter((token) => token !== tokenOf(write));
    return true;
  }),
  "a refused write that is there at the end": shown("refused-applied", 2, (run, random, objects) => {
    const write = oneOf(writesThat(run, "failed"), random);
    if (write === undefined) return false;
    objects[objectOf(write)]?.push(tokenOf(write));
    return true;
  }),
  "a lost answer that one server shows and a later one does not": shown("vanished-write", 2, (run, random, objects) => {
    const before = run.readBacks[0]?.objects ?? {};
    const write = oneOf(
      writesThat(run, "unknown").filter((one) => before[objectOf(one)]?.includes(tokenOf(one))),
      random,
    );
    if (write === undefined) return false;
    objects[objectOf(write)] = (objects[objectOf(write)] ?? []).filter((token) => token !== tokenOf(write));
    return true;
  }),
  "a deleted object that is there at the end": shown("came-back", 0, (run, random, objects) => {
    const gone = oneOf(confirmed(run, "create-and-delete"), random);
    if (gone === undefined) return false;
    objects[objectOf(gone)] = [];
    return true;
  }),
};
