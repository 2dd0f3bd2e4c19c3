import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/model/errors.ts";
import { known, namesOf, projectFolder, topologyFile } from "../../src/scenario/catalogue.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { nearestNames } from "../../src/scenario/nearest-names.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const all = await known();

test.each(namesOf("scenario"))("scenario %s loads, and all that it names is there", async (name) => {
  const { scenario } = await loadScenario(name, all);
  expect(scenario.summary.length).toBeGreaterThan(10);
  expect(scenario.guarantees.length).toBeGreaterThan(0);
});

test.each(namesOf("topology"))("topology %s carries the baseline, on lanes that are there", async (name) => {
  const { scenario } = await loadScenario("baseline", all, name);
  expect(scenario.topology).toBe(name);
});

test("whoever slows or fails etcd's disk does so after a sham, of which something is promised (decision 0017)", async () => {
  const scenarios = await Promise.all(namesOf("scenario").map((name) => loadScenario(name, all)));
  const traced = scenarios.flatMap(({ name, scenario }) => {
    const injected = scenario.steps.filter((step) => "inject" in step);
    if (!injected.some(({ inject }) => ["disk-slow", "disk-fails"].includes(inject.fault))) return [];
    const [first] = injected;
    const isSham = first?.inject.fault === "disk-slow" && first.inject.params.delayMs === 0;
    const isJudged = scenario.guarantees.some(({ params }) => params.during === first?.as);
    return [{ name, isSham, isJudged }];
  });
  expect(traced.length).toBeGreaterThan(2);
  expect(traced.filter(({ isSham, isJudged }) => !isSham || !isJudged)).toEqual([]);
});

test("scenarios import from kind-chaos by its name: the same file works in a user's folder", () => {
  const folders = ["scenarios", "scenarios/support", "test/e2e/scenarios"].map((folder) => join(projectFolder, folder));
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
  const texts = files.filter((file) => file.endsWith(".ts")).map((file) => [file, readFileSync(file, "utf8")] as const);
  expect(texts.length).toBeGreaterThan(50);
  expect(texts.flatMap(([file, text]) => (/from "[./]*\/src\//.test(text) ? [file] : []))).toEqual([]);
});

test("a scenario is refused on a topology that cannot carry it", async () => {
  await expect(loadScenario("etcd-minority", all, "single")).rejects.toThrow(
    /etcd-minority\.ts: steps\[1\]\.inject: .*one etcd member/,
  );
});

describe("a wrong scenario", () => {
  const good = `{
  summary: "A test.", topology: "ha-3cp-3w", profile: "stock", tags: [],
  lanes: [write()],
  steps: [{ hold: "1s", reason: "warm-up" }, { inject: processKill("etcd", { role: "etcd-leader" }), as: "kill" }],
  guarantees: [maxOutage({ lanes: "write/api/new", during: "kill", limit: "5s" })],
}`;

  const work = (target: object, procedure = "etcd-snapshot", params: object = {}) =>
    JSON.stringify({ perform: { procedure, target, params }, as: "work" });

  async function problemOf(change: (text: string) => string): Promise<string> {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "mine.ts");
    const head = `import { write } from "kind-chaos/operations/write";
import { processKill } from "kind-chaos/faults/process-kill";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
export default `;
    writeFileSync(file, change(`${head}${good};\n`));
    const error: unknown = await loadScenario(file, all).then(
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
      /mine\.ts: topology: There is no topology "ha-3cp-3x": did you mean ha-3cp-3w/,
      (text) => text.replace("ha-3cp-3w", "ha-3cp-3x"),
    ],
    [
      "a load balancer's limit and no load balancer",
      /guarantees\[0\]\.limit: load-balancer-ejection: single has no load balancer/,
      (text) =>
        text.replace("ha-3cp-3w", "single").replace('limit: "5s"', 'limit: { derived: "load-balancer-ejection" }'),
    ],
    [
      "a lane twice",
      /lanes\[1\]: write\/api\/new is there twice/,
      (text) => text.replace("[write()]", "[write(), write()]"),
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
      "no guarantee",
      /guarantees: there is none, so that a run would show nothing/,
      (text) => text.replace(/guarantees: \[.*\]/, "guarantees: []"),
    ],
    [
      "two guarantees whose names look the same",
      /guarantees\[1\]: "The {2}LONGER" is what guarantees\[0\] is called too/,
      (text) =>
        text
          .replace('limit: "5s"', 'limit: "5s", as: "The  LONGER"')
          .replace(
            "guarantees: [",
            'guarantees: [maxOutage({ lanes: "write/api/new", limit: "9s", as: "the longer" }), ',
          ),
    ],
    [
      "a guarantee with a name that nobody sees",
      /guarantees\[0\]: "kept\\u200b" cannot be read/,
      (text) => text.replace('limit: "5s"', 'limit: "5s", as: "kept\\u200b"'),
    ],
    ...["whole-run", "warm-up", "calm", "begin", "end"].map((name): [string, RegExp, (text: string) => string] => [
      `a fault called ${name}, as a stretch of every run`,
      new RegExp(`steps\\[1\\]\\.as: "${name}" is a stretch of every run`),
      (text) => text.replaceAll('"kill"', `"${name}"`),
    ]),
    ...["Kill", "kill ", "kill\\u0000", "kill:held", "kill held", ""].map(
      (name): [string, RegExp, (text: string) => string] => [
        `a fault called "${name}"`,
        /steps\[1\]\.as: is no name: small letters, digits and dashes only/,
        (text) => text.replaceAll('"kill"', `"${name}"`),
      ],
    ),
    [
      "two faults of one name",
      /steps\[2\]\.as: steps\[1\] is called "kill" already/,
      (text) => text.replace(/({ inject: .*? as: "kill" })/, "$1, $1"),
    ],
    [
      "a recovery from nothing",
      /steps\[1\]\.recover: no fault stands before it/,
      (text) => text.replace('reason: "warm-up" }', 'reason: "warm-up" }, { recover: "9s" }'),
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
    [
      "a watch on new connections",
      /lanes\[1\]\.connection/,
      (text) =>
        text.replace("[write()]", '[write(), { operation: "watch", via: "api", connection: "new", idleMs: 9 }]'),
    ],
    [
      "a lane that is named as another kind",
      /lanes\[1\]\.operation: watch: write its lane with the function of that name/,
      (text) => text.replace("[write()]", '[write(), { ...write(), operation: "watch" }]'),
    ],
    [
      "a promise about watches where there are none",
      /guarantees\[0\].*watch\/\*\/\*/,
      (text) =>
        text.replace(/maxOutage\({[^}]*}\)/, '{ id: "watch-complete", guarantee: "watch-complete", params: {} }'),
    ],
    ["a step that is none", /steps\[0\]: is no step/, (text) => text.replace('hold: "1s"', 'wait: "1s"')],
    ["a misspelt key of a step", /steps\[1\]: .*"fro"/, (text) => text.replace('as: "kill"', 'as: "kill", fro: "3s"')],
    ["a name that is none", /steps\[1\]\.as: is no name/, (text) => text.replace('as: "kill"', 'as: "kill:held"')],
    [
      "the name of a stretch that every run has",
      /steps\[1\]\.as: "warm-up" is a stretch of every run/,
      (text) => text.replaceAll('"kill"', '"warm-up"'),
    ],
    [
      "two steps of one name",
      /steps\[2\]\.as: steps\[1\] is called "kill" already/,
      (text) =>
        text.replace(
          'as: "kill" }',
          'as: "kill" }, { inject: processKill("etcd", { role: "etcd-leader" }), as: "kill" }',
        ),
    ],
    [
      "an unknown operation",
      /lanes\[0\]\.operation: There is no operation "wrte": did you mean write/,
      (text) => text.replace("[write()]", '[{ ...write(), operation: "wrte" }]'),
    ],
    [
      "a way that an operation cannot go",
      /lanes\[0\]\.via: write cannot go "each-node", only api or /,
      (text) => text.replace("write()", 'write({ via: "each-node" })'),
    ],
    [
      "an unknown fault",
      /steps\[1\]\.inject: There is no fault "proces-kill": did you mean process-kill/,
      (text) =>
        text
          .replace("inject: processKill(", "inject: { ...processKill(")
          .replace('"etcd-leader" })', '"etcd-leader" }), fault: "proces-kill" }'),
    ],
    [
      "an unknown procedure beside a fault",
      /steps\[1\]\.while\[0\]\.perform: There is no procedure "etcd-snapshat": did you mean etcd-snapshot/,
      (text) =>
        text.replace(
          'as: "kill" }',
          'as: "kill", while: [{ as: "save", perform: { procedure: "etcd-snapshat", target: { role: "etcd-leader" }, params: {} } }] }',
        ),
    ],
    [
      "an unknown tag",
      /tags\[1\]: There is no tag "etdc": did you mean etcd/,
      (text) => text.replace("tags: []", 'tags: ["quorum", "etdc"]'),
    ],
    ["a held moment", /steps\[1\]\.for: .*over at once/, (text) => text.replace('as: "kill"', 'as: "kill", for: "3s"')],
    [
      "a wrong fault parameter",
      /steps\[1\]\.inject: process-kill: component/,
      (text) => text.replace('processKill("etcd"', 'processKill("etdc"'),
    ],
    [
      "an unknown fault",
      /steps\[1\]\.inject: .*no fault "node-kil": did you mean node-kill/,
      (text) =>
        text.replace(/processKill\([^)]*\)/, '{ fault: "node-kil", target: { role: "etcd-leader" }, params: {} }'),
    ],
    [
      "an unknown target role",
      /steps\[1\]\.inject\.target: .*no target role "etcd-lead": did you mean etcd-leader/,
      (text) => text.replace('role: "etcd-leader"', 'role: "etcd-lead"'),
    ],
    [
      "an unknown parameter of a target",
      /steps\[1\]\.inject\.target: etcd-leader: .*index/,
      (text) => text.replace('role: "etcd-leader"', 'role: "etcd-leader", index: 1'),
    ],
    [
      "a target's lane that is not there",
      /steps\[1\]\.inject\.target: .*"write\/api\/reused"/,
      (text) => text.replace('role: "etcd-leader"', 'role: "lane", lane: "write/api/reused"'),
    ],
    [
      "a procedure's target that is not there",
      /steps\[0\]\.perform: control plane 4: ha-3cp-3w has 3/,
      (text) => text.replace('{ hold: "1s", reason: "warm-up" }', work({ role: "control-plane", index: 4 })),
    ],
    [
      "an unknown procedure",
      /steps\[0\]\.perform: .*no procedure "etcd-snapsho": did you mean etcd-snapshot/,
      (text) => text.replace('{ hold: "1s", reason: "warm-up" }', work({ role: "etcd-leader" }).replace("shot", "sho")),
    ],
    [
      "a Deployment that the run's namespace does not have",
      /steps\[0\]\.perform: scale-deployment: deployment: .*workload/,
      (text) =>
        text.replace(
          '{ hold: "1s", reason: "warm-up" }',
          work({ role: "control-plane", index: 1 }, "scale-deployment", { deployment: "worklod", replicas: 4 }),
        ),
    ],
    [
      "a fault that lacks the procedure it needs",
      /steps\[1\]: kill: etcd-data-loss needs the procedure etcd-snapshot in a step before it/,
      (text) =>
        text.replace(
          /processKill\([^)]*\), as: "kill"/,
          '{ fault: "etcd-data-loss", target: { role: "all-control-planes" }, params: {} }, as: "kill", for: "5s"',
        ),
    ],
  ];

  test.each(cases)("with %s is refused with file and reason", async (_, message, change) => {
    expect(await problemOf(change)).toMatch(message);
  });
});

test("unknown names are answered with the nearest", async () => {
  await expect(loadScenario("etcd-minorty", all)).rejects.toThrow(
    'There is no scenario "etcd-minorty": did you mean etcd-minority or etcd-majority?',
  );
  await expect(loadScenario("./no/such.ts", all)).rejects.toThrow("there is no such scenario file");
  expect(() => topologyFile("ha-3cp")).toThrow("did you mean ha-3cp-3w?");
  expect(nearestNames("etcd", ["etcd-minority", "baseline"])).toEqual(["etcd-minority"]);
  expect(nearestNames("zzzzz", ["etcd-minority", "baseline"])).toEqual([]);
});
