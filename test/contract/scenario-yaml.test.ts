import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/config/config-file.ts";
import { withOwnLimits } from "../../src/config/own-limits.ts";
import { fileOf, known, namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { importScenario } from "../../src/scenario/scenario-file.ts";
import { decodeScenario } from "../../src/scenario/yaml/decode-scenario.ts";
import { scenarioYaml } from "../support/scenario-yaml.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const all = await known();
const schema = JSON.parse(readFileSync(join(projectFolder, "docs/scenario.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: false }).compile(schema);

test.each(namesOf("scenario"))("%s, said in YAML, is the same scenario, and editors take it", async (name) => {
  const scenario = await importScenario(fileOf("scenario", name));
  const value: unknown = parse(scenarioYaml(scenario, all));
  expect(decodeScenario(value, all)).toEqual({ ok: true, value: scenario });
  validate(value);
  expect(validate.errors).toBeNull();
});

/** The examples of a document in YAML. */
const examplesOf = (file: string) =>
  [...readFileSync(join(projectFolder, file), "utf8").matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(
    ([, text]) => text ?? "",
  );

test("what the documents show can be used as it is", async () => {
  const written = (name: string, text: string | undefined) => {
    const file = join(temporaryFolder(), name);
    writeFileSync(file, text ?? "");
    return file;
  };
  const [scenario] = examplesOf("docs/scenarios-yaml.md");
  expect((await loadScenario(written("shown.yaml", scenario), all)).scenario.guarantees.length).toBeGreaterThan(1);
  const [config] = examplesOf("docs/configuration.md");
  const read = await readConfig(written("shown.yaml", config));
  const [limited] = await withOwnLimits([await loadScenario("etcd-minority", all)], read);
  expect(limited?.scenario.guarantees.filter(({ ownLimit }) => ownLimit !== undefined)).toHaveLength(1);
});

test("scenarios in YAML of the tests load", async () => {
  const { scenario } = await loadScenario(join(projectFolder, "test/e2e/scenarios/leader-killed.yaml"), all);
  expect(scenario.guarantees.map(({ id }) => id)).toContain("max-outage write/api/* during kill");
});

test("everything of the library can be said, by the name of its file", () => {
  const text = JSON.stringify(schema);
  for (const kind of ["fault", "procedure", "target", "guarantee", "operation"] as const)
    for (const name of namesOf(kind)) expect(text, `${kind} ${name}`).toContain(`"const":"${name}"`);
});

test("editors refuse what is refused when it is run", () => {
  const good = {
    summary: "A test.",
    topology: "ha-3cp-3w",
    lanes: ["write"],
    steps: [{ hold: "1s", reason: "warm-up" }],
    guarantees: ["no-lost-writes"],
  };
  expect([validate(good), decodeScenario(good, all).ok]).toEqual([true, true]);
  for (const wrong of [
    { ...good, colour: "red" },
    { ...good, lanes: ["wriet"] },
    { ...good, lanes: [{ operation: "write", hertz: 5 }] },
    { ...good, lanes: [{ operation: "workload-dns", connection: "reused" }] },
    { ...good, guarantees: ["max-outage"] },
    { ...good, guarantees: [{ guarantee: "max-outage", lanes: "*/*", limit: { derived: "etcd" } }] },
    { ...good, steps: [{ hold: "1s" }] },
    { ...good, steps: [{ inject: { fault: "process-kill", target: "etcd-leader" }, as: "kill" }] },
    { ...good, profile: "slow" },
  ])
    expect([validate(wrong), decodeScenario(wrong, all).ok], JSON.stringify(wrong)).toEqual([false, false]);
});
