import { camelCase, type Skeleton, words } from "../skeleton.ts";

const skeleton: Skeleton = {
  summary: "src/guarantees/<name>.ts with its stories, and its test",
  files: (name) => [
    { file: `src/guarantees/${name}.ts`, text: source(name) },
    { file: `test/unit/guarantees/${name}.test.ts`, text: test(name) },
  ],
};
export default skeleton;

function source(name: string): string {
  return `import { z } from "zod";
import { duringParam, lanesParam, shareParam } from "../analysis/limits/parameters.ts";
import { counted, percent } from "../analysis/statistics/format.ts";
import { shareBounds } from "../analysis/statistics/intervals.ts";
import { samplesIn } from "../analysis/timeline/stretches.ts";
import { inconclusive } from "../model/guarantee.ts";
import { between, down, heldFault } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { namesOf, selectLanes } from "./kit/lanes.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

/** \`atMost\` is the share of attempts that may fail, 0 to 1. */
const params = z.strictObject({ lanes: lanesParam, during: duringParam, atMost: shareParam });

const definition = defineGuarantee({
  name: "${name}",
  summary: "Say here in one sentence what is promised.",
  about: "time",
  covers: "It covers every scheduled attempt of these lanes in the stretch.",
  leavesOut: "It leaves out extra attempts, because they are made in bad times only.",
  params,
  describe: ({ lanes, during, atMost }) =>
    \`\${namesOf({ lanes })}: ${words(name)}, at most \${percent(atMost, 1)} fail (\${during})\`,
  plainly: ({ lanes }) => ({ held: \`few \${clientsOf(lanes)} failed\`, broken: \`many \${clientsOf(lanes)} failed\` }),
  judge(wanted, facts) {
    const { tracks, stretch, remark } = selectLanes(wanted, facts);
    const samples = tracks.flatMap((track) => samplesIn(track.samples, stretch));
    if (samples.length === 0) return inconclusive("no attempt was made");
    const failed = samples.filter(({ outcome }) => outcome !== "ok");
    const [low, high] = shareBounds(failed.length, samples.length);
    return {
      outcome: low > wanted.atMost ? "fail" : high <= wanted.atMost ? "pass" : "inconclusive",
      summary: \`\${failed.length} of \${counted(samples.length, "attempt")} failed\${remark}\`,
      marks: failed.slice(0, 5).map(({ started, ended }) => ({ from: started, to: ended, text: "failed" })),
    };
  },
  stories,
});
export default definition;

/** Promises what the summary above says, of these lanes in a stretch of the run. */
export const ${camelCase(name)} = definition.spec;

function stories(): Stories {
  const story = (fate?: Story["fate"]): Story => ({
    lanes: ["write/api/new"],
    guarantees: [${camelCase(name)}({ lanes: "write/api/new", during: "held", atMost: 0.2 })],
    fault: heldFault,
    fate,
  });
  return {
    pass: story(),
    fail: story(between(5_000, 8_000, down)),
    inconclusive: story(between(5_000, 6_300, down)),
  };
}
`;
}

function test(name: string): string {
  return `import { expect, it } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import definition from "../../../src/guarantees/${name}.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";

const params = definition.params.parse({ lanes: "write/api/new", atMost: 0.2 });

function judged(fate?: Story["fate"]) {
  const journal = buildJournal({ lanes: ["write/api/new"], guarantees: [], fate });
  return definition.judge(params, factsOf(buildTimeline(journal)));
}

it("is kept where nothing fails, and broken where everything does", () => {
  expect(judged().outcome).toBe("pass");
  const judgement = judged(() => ({ outcome: "failed", error: "refused" }));
  expect(judgement).toMatchObject({ outcome: "fail", summary: expect.stringMatching(/^\\d+ of \\d+ attempts failed/) });
  expect(judgement.marks).toHaveLength(5);
});
`;
}
