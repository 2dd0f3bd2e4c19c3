import { symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReadConfig } from "../../../src/config/config-file.ts";
import { withOwnLimits } from "../../../src/config/own-limits.ts";
import { known } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { makePlan } from "../../../src/scenario/plan.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const all = await known();
const loaded = await loadScenario("etcd-minority", all);
const id = "max-outage write/api/* during leader-kill";
const entry = { scenario: "etcd-minority", guarantee: id, limit: "9s", reason: "a slow disk" };

const read = (...limits: readonly object[]): ReadConfig => ({
  file: "kind-chaos.config.yaml",
  folder: process.cwd(),
  config: { limits } as ReadConfig["config"],
  whereIs: (path) => `kind-chaos.config.yaml:${path.join(".")}`,
});
const guaranteeOf = async (limit: object | string) => {
  const [own] = await withOwnLimits([loaded], read({ ...entry, limit }));
  return own?.scenario.guarantees.find((one) => one.id === id);
};

describe("limits of a person's own", () => {
  it("take the place of the scenario's, which is kept beside them", async () => {
    expect(await guaranteeOf("9s")).toMatchObject({
      params: { limit: "9s", during: "leader-kill" },
      ownLimit: {
        instead: { derived: "etcd-election" },
        from: "kind-chaos.config.yaml:limits.0",
        reason: "a slow disk",
      },
    });
    const [own] = await withOwnLimits([loaded], read(entry));
    const others = own?.scenario.guarantees.filter((one) => one.id !== id);
    expect(others).toEqual(loaded.scenario.guarantees.filter((one) => one.id !== id));
    expect(await withOwnLimits([loaded], undefined)).toEqual([loaded]);
  });

  it("are shown by plan as what they are, the weaker as such", async () => {
    const [own] = await withOwnLimits([loaded], read(entry));
    const plan = await makePlan(own ?? loaded, {});
    const promise = plan.guarantees.find((one) => one.id === id);
    expect(promise?.promise).toContain(
      "[own limit of kind-chaos.config.yaml:limits.0, WEAKER than the scenario's 4 s: a slow disk]",
    );
    expect(promise?.ownLimit?.weaker).toBe(true);
    expect(plan.guarantees.filter(({ ownLimit }) => ownLimit !== undefined)).toHaveLength(1);
  });

  it.each<[RegExp, object]>([
    [
      /limits\.0\.scenario: There is no scenario "etcd-minorty": did you mean etcd-minority/,
      { scenario: "etcd-minorty" },
    ],
    [/limits\.0\.scenario: \.\/mine\.yaml: there is no such scenario file/, { scenario: "./mine.yaml" }],
    [
      /limits\.0\.guarantee: There is no guarantee of etcd-minority "max-outage": did you mean max-outage/,
      { guarantee: "max-outage" },
    ],
    [/limits\.0\.limit: no-lost-writes has no limit/, { guarantee: "no-lost-writes" }],
    [/limits\.0\.limit: max-outage: limit: is not a duration/, { limit: "soon" }],
    [
      /limits\.0\.limit: watch-complete: limit: /,
      { guarantee: "watch-complete watch/*/*", limit: { derived: "etcd-election" } },
    ],
  ])("are refused with their place: %s", async (expected, change) => {
    await expect(withOwnLimits([loaded], read({ ...entry, ...change }))).rejects.toThrow(expected);
  });

  it("are weaker than a guarantee's own default, too", async () => {
    const killed = await loadScenario("scheduler-failover", all);
    const guarantee = killed.scenario.guarantees.find((one) => one.guarantee === "failover-within")?.id ?? "";
    const wish = { ...entry, scenario: "scheduler-failover", guarantee, limit: "10m" };
    const [own] = await withOwnLimits([killed], read(wish));
    const plan = await makePlan(own ?? killed, {});
    expect(plan.guarantees.flatMap(({ ownLimit }) => ownLimit ?? [])).toMatchObject([{ weaker: true }]);
  });

  it("are those of the same file, by whatever path it is called", async () => {
    const folder = temporaryFolder();
    symlinkSync(dirname(loaded.file), join(folder, "linked"));
    const called = await loadScenario(join(folder, "linked", basename(loaded.file)), all);
    const [own] = await withOwnLimits([called], read(entry));
    expect(own?.scenario.guarantees.filter(({ ownLimit }) => ownLimit !== undefined)).toHaveLength(1);
  });

  it("are refused twice for one guarantee", async () => {
    await expect(withOwnLimits([loaded], read(entry, entry))).rejects.toThrow(/limits\.1: .* is there twice/);
  });

  it("of scenarios that are not in the call change nothing", async () => {
    expect(await withOwnLimits([loaded], read({ ...entry, scenario: "lb-kill", guarantee: "whatever" }))).toEqual([
      loaded,
    ]);
  });
});
