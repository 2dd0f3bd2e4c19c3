import { inApiPath } from "../means/in-path.ts";
import { changedWatches, isChange, without } from "../means/watches.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "A watch through an API server skips one event in forty.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  prepare: (ground) =>
    inApiPath(
      ground,
      changedWatches("configmaps", () => without(40, isChange)),
    ),
  expected: {
    verdict: "fail",
    guarantees: {
      "watch-complete": /^\d+ acknowledged writes? never arrived though later ones did/,
      "consistent-history": /acknowledged as \d+, never arrived though something later did/,
    },
  },
};
export default sabotage;
