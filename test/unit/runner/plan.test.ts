import { describe, expect, it } from "vitest";
import type { Cluster } from "../../../src/model/cluster.ts";
import type { Step } from "../../../src/model/scenario.ts";
import { mostBusyMs } from "../../../src/runner/patience.ts";
import { faultsOf, longestRunMs, planOf, proceduresOf, usualWorkMs, versionsOf } from "../../../src/runner/plan.ts";
import { cluster } from "../../support/recording-runtime.ts";

const target = { role: "worker" };
const spec = { fault: "node-pause", target, params: {} };
const work = { perform: { procedure: "scale-deployment", target, params: {} }, as: "scaled" };
const steps: Step[] = [
  { hold: "10s", reason: "calm" },
  { inject: spec, as: "pause", for: "20s", while: [work] },
  { recover: "2m" },
  { inject: { ...spec, fault: "process-kill" }, as: "kill" },
  { ...work, as: "again" },
];

describe("the plan of a run", () => {
  it("names every step with all that must happen in it", async () => {
    expect(await planOf(steps, async (name) => ({ sustained: name !== "process-kill" }))).toEqual([
      { do: "hold", reason: "calm", forMs: 10_000 },
      {
        do: "inject",
        id: "pause",
        fault: "node-pause",
        sustained: true,
        forMs: 20_000,
        while: [{ id: "scaled", procedure: "scale-deployment" }],
      },
      { do: "recover", withinMs: 120_000 },
      { do: "inject", id: "kill", fault: "process-kill", sustained: false, forMs: 0, while: [] },
      { do: "perform", id: "again", procedure: "scale-deployment" },
    ]);
  });

  it("has no end before its last step can have ended", () => {
    const twoHours: Step[] = [{ hold: "2h", reason: "soak" }, ...steps];
    expect(longestRunMs(twoHours, cluster)).toBeGreaterThan(7_200_000 + 10_000 + 20_000 + 120_000);
    expect(longestRunMs(twoHours, cluster) - longestRunMs(steps, cluster)).toBe(7_200_000);
  });

  it("has time for a busy machine in each wait for the steady state, of which a recovery may bring two", () => {
    const calm = 10_000 + 60_000 + 60_000;
    expect(longestRunMs([{ recover: "10s" }], cluster)).toBeGreaterThan(calm + 3 * mostBusyMs);
  });

  it("knows of an upgrade how long it may take, and to which versions it goes, each once", async () => {
    const upgrade = { procedure: "upgrade-worker", target, params: { to: "1.37.0" } };
    const upgrading = { to: () => "1.37.0", workMs: () => 700_000, wholeMs: 180_000 };
    const loaded: string[] = [];
    const load = async (name: string) => {
      loaded.push(name);
      return (name === "upgrade-worker" ? { upgrading, usualMs: 40_000 } : {}) as never;
    };
    const more: Step[] = [...steps, { perform: upgrade, as: "one" }, { perform: upgrade, as: "two" }];
    const procedures = await proceduresOf(more, load);
    expect(loaded).toEqual(["scale-deployment", "upgrade-worker"]);
    expect([versionsOf(more, procedures), versionsOf(steps, procedures)]).toEqual([["1.37.0"], []]);
    expect(usualWorkMs(more, procedures)).toBe(80_000);
    expect((await planOf(more, async () => ({ sustained: true }), procedures)).at(-1)).toMatchObject({
      usualMs: 40_000,
    });
    expect(longestRunMs(more, cluster, procedures) - longestRunMs(steps, cluster)).toBe(
      2 * (700_000 + 180_000 + mostBusyMs),
    );
  });

  it("knows of a fault how long it takes to heal, where that is longer than usual", async () => {
    const load = async (name: string) => (name === "node-pause" ? { healsMs: 100_000 } : {}) as never;
    const faults = await faultsOf(steps, load);
    expect([...faults.keys()]).toEqual(["node-pause", "process-kill"]);
    expect(longestRunMs(steps, cluster, new Map(), faults) - longestRunMs(steps, cluster)).toBe(5 * 100_000);
  });

  it("knows of other work how long it may take, where that is longer than usual", () => {
    const usual = longestRunMs(steps, cluster);
    // Two of its steps do it, each of which else has 140 s.
    for (const takesMs of [900_000, ({ nodes }: Cluster) => nodes.length * 100_000 + 200_000])
      expect(longestRunMs(steps, cluster, new Map([["scale-deployment", { takesMs }]])) - usual).toBe(2 * 760_000);
  });
});
