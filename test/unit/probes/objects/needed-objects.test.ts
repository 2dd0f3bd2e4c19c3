import { expect, it } from "vitest";
import type { Lane } from "../../../../src/model/lane.ts";
import { objectsOf } from "../../../../src/probes/objects/needed-objects.ts";
import { objectName } from "../../../../src/probes/objects/written-objects.ts";
import { longestRunMs } from "../../../../src/runner/plan.ts";
import { writeLane } from "../../../support/lane-track.ts";

const lane: Lane = { ...writeLane, index: 3 };

it.each(["30s", "25m", "2h"] as const)(
  "there is an object for every write of a run that holds for %s",
  async (hold) => {
    const durationMs = longestRunMs([{ hold, reason: "soak" }]);
    const made = new Set(await objectsOf([lane], durationMs));
    const attempts = Math.ceil(durationMs / lane.periodMs);
    const missing = Array.from({ length: attempts + 1 }, (_, attempt) => objectName(lane, attempt)).filter(
      (name) => !made.has(name),
    );
    expect(missing).toEqual([]);
  },
);
