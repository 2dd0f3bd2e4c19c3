import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../../src/model/errors.ts";
import { known } from "../../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../../src/scenario/load-scenario.ts";
import { hostileText } from "../../../support/hostile-texts.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const all = await known();

const good = `# yaml-language-server: $schema=../docs/scenario.schema.json
summary: Kills the leader of three etcd members.
topology: ha-3cp-3w
tags: [etcd]
lanes:
  - operation: write
    connection: reused
  - quorum-read
  - watch
steps:
  - hold: 8s
    reason: warm-up
  - inject:
      fault: process-kill
      component: etcd
      target: { role: etcd-leader, avoidReusedConnections: true }
    as: kill
  - recover: 60s
guarantees:
  - guarantee: max-outage
    lanes: write/api/*
    during: kill
    limit: { derived: etcd-election, plus: 1s }
  - no-lost-writes
`;

function written(text: string): string {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "mine.yaml");
  writeFileSync(file, text);
  return file;
}

async function problemOf(text: string): Promise<string> {
  const error: unknown = await loadScenario(written(text), all).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) return "none";
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).not.toContain("\n");
  return error.message;
}

describe("a scenario in YAML", () => {
  it("is what TypeScript's functions make of the same words, by its file's name", async () => {
    const { name, scenario } = await loadScenario(written(good), all);
    expect(name).toBe("mine");
    expect(scenario).toMatchObject({
      profile: "stock",
      lanes: [
        { operation: "write", destination: "api", via: "api", connection: "reused", hz: 10, deadlineMs: 10_000 },
        { operation: "quorum-read", connection: "new" },
        { operation: "watch", connection: "reused", idleMs: 10_000 },
      ],
      steps: [
        { hold: "8s" },
        {
          inject: {
            fault: "process-kill",
            target: { role: "etcd-leader", avoidReusedConnections: true },
            params: { component: "etcd" },
          },
          as: "kill",
        },
        { recover: "60s" },
      ],
    });
    expect(scenario.guarantees[0]).toEqual({
      id: "max-outage write/api/* during kill",
      guarantee: "max-outage",
      params: {
        lanes: "write/api/*",
        during: "kill",
        limit: { derived: "etcd-election", plus: "1s" },
        answerWithin: "1s",
      },
    });
  });

  it.each<[string, RegExp, (text: string) => string]>([
    [
      "a key that is not known",
      /mine\.yaml:3: topologie: There is no key "topologie": did you mean topology\?/,
      (text) => text.replace("topology:", "topologie:"),
    ],
    [
      "a fault that is not known",
      /mine\.yaml:14: steps\[1\]\.inject\.fault: There is no fault "proces-kill": did you mean process-kill/,
      (text) => text.replace("process-kill", "proces-kill"),
    ],
    [
      "a parameter that is not known",
      /mine\.yaml:15: steps\[1\]\.inject\.componend: There is no key "componend": did you mean component\?/,
      (text) => text.replace("component:", "componend:"),
    ],
    [
      "a value that is not known",
      /mine\.yaml:15: steps\[1\]\.inject\.component: There is no component "etdc": did you mean etcd\?/,
      (text) => text.replace("component: etcd", "component: etdc"),
    ],
    [
      "a target that is not known",
      /mine\.yaml:16: steps\[1\]\.inject\.target\.role: There is no role "etcd-leadr": did you mean etcd-leader/,
      (text) => text.replace("role: etcd-leader", "role: etcd-leadr"),
    ],
    [
      "a target that needs more",
      /mine\.yaml:16: steps\[1\]\.inject\.target: worker needs more than its name: role, index/,
      (text) => text.replace(/\{ role.*\}/, "worker"),
    ],
    ["no target", /mine\.yaml:\d+: steps\[1\]\.inject\.target: is missing/, (text) => text.replace(/ +target.*\n/, "")],
    [
      "an operation that is not known",
      /mine\.yaml:8: lanes\[1\]: There is no lane "quorum-reed": did you mean quorum-read/,
      (text) => text.replace("- quorum-read", "- quorum-reed"),
    ],
    [
      "a lane's key that is not known",
      /mine\.yaml:7: lanes\[0\]\.connexion: .*did you mean connection\?/,
      (text) => text.replace("connection:", "connexion:"),
    ],
    [
      "a guarantee alone that needs more",
      /mine\.yaml:24: guarantees\[1\]: max-outage needs more than its name: guarantee, lanes, limit/,
      (text) => text.replace("- no-lost-writes", "- max-outage"),
    ],
    [
      "a limit that is none",
      /mine\.yaml:23: guarantees\[0\]\.limit: is not a duration/,
      (text) => text.replace(/limit: .*/, "limit: 5 parsecs"),
    ],
    [
      "a limit of a wrong type",
      /mine\.yaml:23: guarantees\[0\]\.limit: cannot be a number/,
      (text) => text.replace(/limit: .*/, "limit: 5"),
    ],
    [
      "a bound that is not known",
      /mine\.yaml:23: guarantees\[0\]\.limit\.derived: There is no derived "etcd-elections": did you mean etcd-election\?/,
      (text) => text.replace("etcd-election,", "etcd-elections,"),
    ],
    [
      "a stretch that is not there",
      /mine\.yaml:22: guarantees\[0\]\.during: There is no fault "kil": did you mean kill\?/,
      (text) => text.replace("during: kill", "during: kil"),
    ],
    [
      "a step that is none",
      /mine\.yaml:18: steps\[2\]: is no step: it begins with hold/,
      (text) => text.replace("recover: 60s", "recovery: 60s"),
    ],
    [
      "a tag that is not known",
      /mine\.yaml:4: tags\[0\]: There is no tag "etdc": did you mean etcd\?/,
      (text) => text.replace("[etcd]", "[etdc]"),
    ],
    [
      "a key twice",
      /mine\.yaml:4: Map keys must be unique/,
      (text) => text.replace("tags:", "topology: single\ntags:"),
    ],
    [
      "a recovery from nothing",
      /mine\.yaml:13: steps\[1\]\.recover: no fault stands before it/,
      (text) => text.replace("  - inject:", "  - recover: 9s\n  - inject:"),
    ],
    [
      "a topology that is not there",
      /mine\.yaml:3: topology: There is no topology "ha-3cp-3x"/,
      (text) => text.replace("ha-3cp-3w", "ha-3cp-3x"),
    ],
    [
      "a function",
      /mine\.yaml:8: the tag !!js\/function means nothing here: .*TypeScript/,
      (text) => text.replace("- quorum-read", '- !!js/function "() => 1"'),
    ],
    [
      "a file of one's own",
      /steps\[1\]\.inject\.fault: There is no fault "\.\/my-fault\.ts": .*TypeScript/,
      (text) => text.replace("process-kill", "./my-fault.ts"),
    ],
    [
      "an import",
      /mine\.yaml:2: import: There is no key "import": .*TypeScript/,
      (text) => text.replace("summary:", "import: ./lanes.ts\nsummary:"),
    ],
    ["a list", /mine\.yaml:1: is no scenario/, () => "- a\n- b\n"],
    ["nothing", /mine\.yaml:1: is no scenario/, () => ""],
    ["two documents", /mine\.yaml:\d+: /, (text) => `${text}---\n${text}`],
    ["no lanes", /mine\.yaml:\d+: lanes: /, (text) => text.replace(/lanes:\n(?: .*\n)+/, "")],
  ])("is refused with its place: %s", async (_, expected, change) => {
    expect(await problemOf(change(good))).toMatch(expected);
  });

  it("refuses a bomb of aliases, a huge file and levels without end, soon", async () => {
    const bomb = `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join("\n")}\n`;
    expect(await problemOf(bomb)).toMatch(/mine\.yaml/);
    expect(await problemOf(`${good}# ${"x".repeat(2 ** 17)}`)).toMatch(/longer than 128 KiB/);
    expect(await problemOf(`summary: ${"[".repeat(50_000)}`)).toMatch(/mine\.yaml/);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "takes %s for a key like any other",
    async (key) => {
      expect(await problemOf(`${good}${key}: { summary: x }\n`)).toMatch(
        new RegExp(`mine\\.yaml:25: ${key}: There is no key`),
      );
      const inside = good.replace("component: etcd", `${key}: {}`);
      expect(await problemOf(inside)).toMatch(new RegExp(`mine\\.yaml:15: .*${key}: There is no key`));
    },
  );

  it("may say a thing once and mean it twice", async () => {
    const text = good.replace("  - no-lost-writes", "  - &longer { guarantee: no-outage, lanes: write/api/* }");
    expect(await problemOf(text)).toBe("none");
  });

  it("never passes on what it did not understand, whatever stands in a place", async () => {
    const lines = good.split("\n").length;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(lines - 2),
        fc.oneof(hostileText, fc.string(), fc.constantFrom("[]", "{}", "null", "1", "true")),
        async (line, text) => {
          const changed = good
            .split("\n")
            .map((old, index) => (index === line ? old.replace(/[^\s-].*$/, text.replaceAll("\n", " ")) : old));
          const problem = await problemOf(changed.join("\n"));
          expect(problem === "none" || problem.includes("mine.yaml")).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
