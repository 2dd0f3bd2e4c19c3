import { inApiPath } from "../means/in-path.ts";
import { changedWatches, type LineChange } from "../means/watches.ts";
import type { Sabotage } from "../sabotage.ts";

/** After so many milliseconds a watch that stands tells nothing more. */
const speaksMs = 8_000;

function falling(): LineChange {
  const end = performance.now() + speaksMs;
  return (line) => (performance.now() < end ? [line] : []);
}

const sabotage: Sabotage = {
  weakness: "A watch stands and tells nothing more after eight seconds.",
  scenario: "baseline",
  prepare: (ground) => inApiPath(ground, changedWatches("configmaps", falling)),
  expected: {
    verdict: "fail",
    // Who watches finds it out and opens another one.
    guarantees: {
      "watch-silence": /^longest: \S+ silent [^,]*, (?:its stream stood|streams lost or not opened: idle;)/,
    },
  },
};
export default sabotage;
