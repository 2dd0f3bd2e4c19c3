import { expect, test } from "vitest";
import servedWithin from "../../../src/guarantees/served-within.ts";
import type { Story } from "../../../src/stories/story.ts";
import { replica } from "../../../src/stories/workload-run.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { observedRun } from "../../support/observed-run.ts";

test("a replica that answered before the step was not made for it", () => {
  // One more is asked for at 2.0 to 2.3 s; the answers of one that came in another's place before are no answer to it.
  const base = guaranteeStories["served-within"]?.fail as Story;
  const fate: Story["fate"] = ({ at, number }) =>
    at > 1_000 && number % 4 === 0 ? { detail: replica("moved") } : undefined;
  const params = servedWithin.params.parse({ after: "scale", limit: "4s" });
  expect(servedWithin.judge(params, observedRun({ ...base, fate }, {})).outcome).toBe("fail");
});
