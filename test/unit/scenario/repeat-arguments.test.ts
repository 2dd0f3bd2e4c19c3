import { join } from "node:path";
import { expect, test } from "vitest";
import type { ExistingCluster } from "../../../src/cluster/existing/existing-cluster.ts";
import { fileOf } from "../../../src/scenario/catalogue.ts";
import type { LoadedScenario } from "../../../src/scenario/load-scenario.ts";
import { repeatArguments } from "../../../src/scenario/repeat-arguments.ts";

const chosen = { kubernetes: "1.37.0", seed: 7 };
const loaded = (name: string, file: string) =>
  ({ name, file, scenario: { profile: "fast" } }) as unknown as Pick<LoadedScenario, "name" | "file" | "scenario">;
const own = loaded("baseline", fileOf("scenario", "baseline"));

test("a scenario of the library is asked for by its name, with what was chosen", () => {
  expect(repeatArguments(own, {}, chosen).join(" ")).toBe("baseline --profile fast --kubernetes 1.37.0 --seed 7");
});

test("files are named as they were given, a scenario's from where the command was called", () => {
  const mine = loaded("baseline", join(process.cwd(), "mine/baseline.ts"));
  const asked = { topology: "kind/six.yaml", afterCreate: "./cni.sh", overrideTimings: true, kind: "0.31.0" };
  expect(repeatArguments(mine, asked, chosen).join(" ")).toBe(
    "mine/baseline.ts --override-timings --topology kind/six.yaml --profile fast --after-create ./cni.sh " +
      "--kubernetes 1.37.0 --kind 0.31.0 --seed 7",
  );
});

test("an image has its own version, but where a person says it", () => {
  const image = "mine/node:latest";
  expect(repeatArguments(own, { image }, chosen).join(" ")).toBe(`baseline --profile fast --image ${image} --seed 7`);
  expect(repeatArguments(own, { image, kubernetes: "1.36.4" }, chosen)).toContain("1.36.4");
});

test("the config file that was named is named again: its limits are the run's", () => {
  expect(repeatArguments(own, { config: "ci/nightly.yaml" }, chosen)).toContain("ci/nightly.yaml");
  expect(repeatArguments(own, { config: false }, chosen)).toContain("--no-config");
});

test("a cluster that kind made without the harness is named again, and whose it is, and nothing that makes one", () => {
  const existing = { name: "shop" } as ExistingCluster;
  expect(repeatArguments(own, { existing }, chosen).join(" ")).toBe(
    "baseline --cluster shop --i-own-this-cluster shop --seed 7",
  );
});
