import { expect, it } from "vitest";
import type { Lane } from "../../../../src/model/lane.ts";
import { objectsOf, secretsOf } from "../../../../src/probes/objects/needed-objects.ts";
import { objectName } from "../../../../src/probes/objects/written-objects.ts";
import { longestRunMs } from "../../../../src/runner/plan.ts";
import { writeLane } from "../../../support/lane-track.ts";
import { cluster } from "../../../support/recording-runtime.ts";

const lane: Lane = { ...writeLane, index: 3 };

it.each(["30s", "25m", "2h"] as const)(
  "there is an object for every write of a run that holds for %s",
  async (hold) => {
    const durationMs = longestRunMs([{ hold, reason: "soak" }], cluster);
    const made = new Set(await objectsOf([lane], durationMs));
    const attempts = Math.ceil(durationMs / lane.periodMs);
    const missing = Array.from({ length: attempts + 1 }, (_, attempt) => objectName(lane, attempt)).filter(
      (name) => !made.has(name),
    );
    expect(missing).toEqual([]);
  },
);

it("the one Secret that lanes write and read is there once, where there are any", async () => {
  const named = (operation: string): Lane => ({ ...lane, operation });
  expect(await secretsOf([lane, named("secret-read"), named("secret-write")])).toEqual(["probe-secret"]);
  expect(await secretsOf([lane])).toEqual([]);
});
