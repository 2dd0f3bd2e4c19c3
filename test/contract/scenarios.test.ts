import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/model/errors.ts";
import { loadScenario, namesOf, projectFolder, topologyFile } from "../../src/scenario/catalogue.ts";
import { nearestNames } from "../../src/scenario/nearest-names.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test.each(namesOf("scenario"))("scenario %s loads, and all that it names is there", async (name) => {
  const { scenario } = await loadScenario(name);
  expect(scenario.summary.length).toBeGreaterThan(10);
  expect(scenario.guarantees.length).toBeGreaterThan(0);
});

test.each(namesOf("topology"))("topology %s carries the baseline, on lanes that are there", async (name) => {
  const { scenario } = await loadScenario("baseline", name);
  expect(scenario.topology).toBe(name);
});

test("a scenario is refused on a topology that cannot carry it", async () => {
  await expect(loadScenario("etcd-minority", "single")).rejects.toThrow(
    /etcd-minority\.ts: steps\[1\]: .*one etcd member/,
  );
});

describe("a wrong scenario", () => {
  const good = `{
  summary: "A test.", topology: "ha-3cp-3w", profile: "stock", tags: [],
  lanes: [write()],
  steps: [{ hold: "1s", reason: "warm-up" }, { inject: processKill("etcd", { role: "etcd-leader" }), as: "kill" }],
  guarantees: [maxOutage({ lanes: "write/api/new", during: "kill", limit: "5s" })],
}`;

  async function problemOf(change: (text: string) => string): Promise<string> {
    const folder = temporaryFolder();
    const from = (path: string) => JSON.stringify(join(projectFolder, path));
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "mine.ts");
    const head = `import { write } from ${from("src/probes/operations/write.ts")};
import { processKill } from ${from("src/faults/process-kill.ts")};
import { maxOutage } from ${from("src/guarantees/max-outage.ts")};
export default `;
    writeFileSync(file, change(`${head}${good};\n`));
    const error: unknown = await loadScenario(file).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error === undefined) return "none";
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }

  const cases: readonly [string, RegExp, (text: string) => string][] = [
    ["none", /^none$/, (text) => text],
    [
      "an exception",
      /mine\.ts:4: .*oops/,
      (text) => text.replace("default ", 'default (() => { throw new Error("oops"); })() ?? '),
    ],
    ["an import of nothing", /mine\.ts.*Cannot find module/, (text) => `import "./nothing.ts";\n${text}`],
    ["no default export", /no default export/, (text) => text.replace("export default", "export const scenario =")],
    ["an unknown key", /mine\.ts: .*colour/, (text) => text.replace("tags", 'colour: "red", tags')],
    ["an invalid duration", /steps\[0\]\.hold: is not a duration/, (text) => text.replace('"1s"', '"soon"')],
    [
      "an unknown stretch",
      /guarantees\[0\].*"kil".*did you mean kill/,
      (text) => text.replace('during: "kill"', 'during: "kil"'),
    ],
    [
      "an unknown lane",
      /guarantees\[0\].*"write\/api\/now".*write\/api\/new/,
      (text) => text.replace("write/api/new", "write/api/now"),
    ],
    [
      "a wrong limit",
      /guarantees\[0\].*max-outage: limit/,
      (text) => text.replace('limit: "5s"', 'limit: "5 parsecs"'),
    ],
    [
      "an unknown topology",
      /no topology "ha-3cp-3x": did you mean ha-3cp-3w/,
      (text) => text.replace("ha-3cp-3w", "ha-3cp-3x"),
    ],
    [
      "a load balancer's limit and no load balancer",
      /guarantees\[0\]\.limit: load-balancer-ejection: single has no load balancer/,
      (text) =>
        text.replace("ha-3cp-3w", "single").replace('limit: "5s"', 'limit: { derived: "load-balancer-ejection" }'),
    ],
    [
      "two guarantees of one id",
      /guarantees\[1\]: "max-outage write\/api\/new during kill" is what guarantees\[0\] is called too: .* as: /,
      (text) =>
        text.replace(
          "guarantees: [",
          'guarantees: [maxOutage({ lanes: "write/api/new", during: "kill", limit: "9s" }), ',
        ),
    ],
    [
      "two guarantees of one name of their own",
      /guarantees\[1\]: "mine" is what guarantees\[0\] is called too/,
      (text) =>
        text
          .replace('limit: "5s"', 'limit: "5s", as: "mine"')
          .replace("guarantees: [", 'guarantees: [maxOutage({ lanes: "write/api/new", limit: "9s", as: "mine" }), '),
    ],
    [
      "none, two guarantees alike with names of their own",
      /^none$/,
      (text) =>
        text.replace(
          "guarantees: [",
          'guarantees: [maxOutage({ lanes: "write/api/new", during: "kill", limit: "9s", as: "the longer" }), ',
        ),
    ],
    [
      "a guarantee that is written by hand",
      /guarantees\[0\]\.id: is missing: write the guarantee with the function of its name/,
      (text) => text.replace(/maxOutage\({[^}]*}\)/, '{ guarantee: "one-leader", params: {} }'),
    ],
    [
      "a guarantee after a step that is not there",
      /guarantees\[0\]\.after: There is no step "kil": did you mean kill\?/,
      (text) =>
        text.replace(
          /maxOutage\({[^}]*}\)/,
          '{ id: "x", guarantee: "served-within", params: { after: "kil", lanes: "write/*/*", limit: "5s" } }',
        ),
    ],
    [
      "a guarantee about a fault, of the whole run",
      /guarantees\[0\]\.during: There is no fault "whole-run"/,
      (text) =>
        text.replace(
          /maxOutage\({[^}]*}\)/,
          '{ id: "x", guarantee: "recovered-within", params: { during: "whole-run", limit: "5s" } }',
        ),
    ],
    [
      "a snapshot that no step takes",
      /guarantees\[0\]\.snapshot: There is no work "kill"/,
      (text) =>
        text.replace(
          /maxOutage\({[^}]*}\)/,
          '{ id: "x", guarantee: "recovery-point", params: { snapshot: "kill", during: "kill" } }',
        ),
    ],
    ["a lane twice", /write\/api\/new is there twice/, (text) => text.replace("[write()]", "[write(), write()]")],
    [
      "a watch on new connections",
      /lanes\[1\]\.connection/,
      (text) =>
        text.replace("[write()]", '[write(), { operation: "watch", via: "api", connection: "new", idleMs: 9 }]'),
    ],
    [
      "a lane that is named as another kind",
      /lanes\[1\]: watch: write its lane with the function of that name/,
      (text) => text.replace("[write()]", '[write(), { ...write(), operation: "watch" }]'),
    ],
    [
      "a promise about watches where there are none",
      /guarantees\[0\].*watch\/\*\/\*/,
      (text) =>
        text.replace(/maxOutage\({[^}]*}\)/, '{ id: "watch-complete", guarantee: "watch-complete", params: {} }'),
    ],
    ["a step that is none", /steps\[0\]: is no step/, (text) => text.replace('hold: "1s"', 'wait: "1s"')],
    ["a held moment", /steps\[1\].*over at once/, (text) => text.replace('as: "kill"', 'as: "kill", for: "3s"')],
    [
      "a wrong fault parameter",
      /steps\[1\].*process-kill: component/,
      (text) => text.replace('processKill("etcd"', 'processKill("etdc"'),
    ],
  ];

  test.each(cases)("with %s is refused with file and reason", async (_, message, change) => {
    expect(await problemOf(change)).toMatch(message);
  });
});

test("unknown names are answered with the nearest", async () => {
  await expect(loadScenario("etcd-minorty")).rejects.toThrow(
    'There is no scenario "etcd-minorty": did you mean etcd-minority or etcd-majority?',
  );
  await expect(loadScenario("./no/such.ts")).rejects.toThrow("there is no such scenario file");
  expect(() => topologyFile("ha-3cp")).toThrow("did you mean ha-3cp-3w?");
  expect(nearestNames("etcd", ["etcd-minority", "baseline"])).toEqual(["etcd-minority"]);
  expect(nearestNames("zzzzz", ["etcd-minority", "baseline"])).toEqual([]);
});
