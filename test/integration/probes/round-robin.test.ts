import { expect, it } from "vitest";
import { ScriptedServer } from "../../../src/calibration/scripted-server.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { laneTo, probe } from "../../support/probed-lanes.ts";

const backends = ["kc-control-plane", "kc-control-plane2", "kc-control-plane3"];

/** Longest time between the starts of two successes in a row. */
function longestGapMs(samples: readonly Sample[]): number {
  const starts = samples.filter((sample) => sample.outcome === "ok").map((sample) => sample.started);
  return Math.max(...starts.toSorted((a, b) => a - b).map((start, n, all) => start - (all[n - 1] ?? start)));
}

it(
  "with one backend of three dead behind a round-robin, every lane sees a third failing and none a total outage",
  needsFitMachine(async () => {
    await using server = await ScriptedServer.start(backends);
    // As many lanes as backends at one rate: in step, each would always meet the same backend.
    const lanes = [0, 1, 2].map((index) => laneTo(server, index, { periodMs: 40 }));
    server.behave({ is: "reset" }, 1);
    const samples = await probe(server, backends, lanes, async ({ further }) => void (await further(600)));
    for (const { index } of lanes) {
      const own = samples.filter((sample) => sample.lane === index);
      const failed = own.filter((sample) => sample.outcome === "failed").length / own.length;
      expect(failed).toBeGreaterThan(0.22);
      expect(failed).toBeLessThan(0.45);
      expect(longestGapMs(own)).toBeLessThan(1_000);
    }
  }),
);
