import type { Skeleton } from "../skeleton.ts";

/** A guarantee that not one attempt fails. */
export default {
  files: ({ name, identifier, words }) => ({
    [`src/guarantees/${name}.ts`]: `import { z } from "zod";
import { duringParam, lanesParam } from "../analysis/limits/parameters.ts";
import { counted } from "../analysis/statistics/format.ts";
import { samplesIn } from "../analysis/timeline/stretches.ts";
import { inconclusive } from "../model/guarantee.ts";
import { between, down, heldFault } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { namesOf, selectLanes } from "./kit/lanes.ts";

const definition = defineGuarantee({
  name: "${name}",
  summary: "Not one attempt fails (${words}).",
  about: "time",
  covers: "It covers every scheduled attempt of these lanes in the stretch; extra attempts are exempt.",
  params: z.strictObject({ lanes: lanesParam, during: duringParam }),
  describe: ({ lanes, during }) => \`\${namesOf({ lanes })}: not one failed attempt (\${during})\`,
  judge(wanted, facts) {
    const { tracks, stretch } = selectLanes(wanted, facts);
    const samples = tracks.flatMap((track) => samplesIn(track.samples, stretch));
    if (samples.length === 0) return inconclusive("no attempt was made");
    const failures = samples.filter(({ outcome }) => outcome !== "ok");
    return {
      outcome: failures.length === 0 ? "pass" : "fail",
      summary: \`\${failures.length} of \${counted(samples.length, "attempt")} failed\`,
      marks: [],
    };
  },
  stories,
});
export default definition;

/** Promises that not one attempt of these lanes fails. */
export const ${identifier} = definition.spec;

function stories(): Stories {
  const run: Story = {
    lanes: ["write/api/new"],
    guarantees: [definition.spec({ lanes: "write/api/new", during: "held" })],
    fault: heldFault,
  };
  return {
    pass: run,
    fail: { ...run, fate: between(4_500, 4_600, down) },
    inconclusive: { ...run, guarantees: [definition.spec({ lanes: "write/api/new", during: "never" })] },
  };
}
`,
    [`test/unit/guarantees/${name}.test.ts`]: `import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import definition from "../../../src/guarantees/${name}.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";

test("one failure breaks it", () => {
  const fate = ({ number }: { number: number }) => (number === 50 ? ({ outcome: "failed" } as const) : undefined);
  const facts = factsOf(buildTimeline(buildJournal({ lanes: ["write/api/new"], guarantees: [], fate })));
  const judgement = definition.judge(definition.params.parse({ lanes: "write/api/new" }), facts);
  expect(judgement).toMatchObject({ outcome: "fail", summary: expect.stringContaining("1 of ") });
});
`,
  }),
  next: ["say what it promises, what that covers and what it is about; its stories pass, fail and show neither"],
} satisfies Skeleton;
