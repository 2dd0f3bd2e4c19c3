import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/model/errors.ts";
import { fileOf } from "../../../src/scenario/catalogue.ts";
import type { LoadedScenario } from "../../../src/scenario/load-scenario.ts";
import { readQuarantine } from "../../../src/scenario/quarantine-file.ts";
import { hostileText } from "../../support/hostile-texts.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const today = "2026-11-27";
const loaded = (name: string, file = fileOf("scenario", name)) =>
  ({ name, file, scenario: { guarantees: [{ id: "no-failures lb" }, { id: "writes" }] } }) as unknown as LoadedScenario;
const called = [loaded("etcd-minority"), loaded("lb-kill")];

function written(text: string): string {
  const file = join(temporaryFolder(), "quarantine.yaml");
  writeFileSync(file, text);
  return file;
}

const read = (text: string, scenarios = called) => readQuarantine(written(text), scenarios, today);
const entry = (change: Record<string, unknown> = {}) =>
  JSON.stringify([{ scenario: "lb-kill", reason: "a known flaw", until: "2026-12-31", ...change }]);

describe("a quarantine file", () => {
  it("says what is in quarantine, for how long and why, and what of it is about this call", () => {
    const { quarantine, marksOf } = read(`
# one flaw of the image, one of ours
- scenario: lb-kill
  reason: >
    the image forgets
    its health checks
  until: 2026-12-31
- scenario: etcd-minority
  guarantee: writes
  reason: one of ours
  until: 2026-11-27
- {scenario: etcd-majority, reason: other, until: 2027-01-01}
- {scenario: etcd-minority, guarantee: no-failures lb, reason: over, until: 2026-11-26}
`);
    const image = { guarantee: null, reason: "the image forgets its health checks", until: "2026-12-31", daysLeft: 34 };
    const writes = { guarantee: "writes", reason: "one of ours", until: "2026-11-27", daysLeft: 0 };
    expect(marksOf(fileOf("scenario", "lb-kill"))).toEqual([image]);
    expect(marksOf(fileOf("scenario", "etcd-minority"))).toEqual([writes]);
    expect(marksOf(fileOf("scenario", "etcd-majority"))).toEqual([]);
    expect(quarantine.entries).toMatchObject([
      { scenario: "lb-kill", inCall: true, ...image },
      { scenario: "etcd-minority", inCall: true, ...writes },
      { scenario: "etcd-majority", inCall: false, daysLeft: 35 },
      { scenario: "etcd-minority", inCall: true, daysLeft: -1 },
    ]);
  });

  it.each(["", "# nothing is in quarantine\n", "[]"])("may say nothing: %j", (text) => {
    expect(read(text).quarantine.entries).toEqual([]);
  });

  it("means a scenario of somebody's own by its file, beside it", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "own"));
    const own = join(folder, "own", "lb-kill.ts");
    writeFileSync(own, "");
    const file = join(folder, "quarantine.yaml");
    writeFileSync(file, entry({ scenario: "./own/lb-kill.ts" }));
    const { marksOf } = readQuarantine(file, [...called, loaded("lb-kill", own)], today);
    expect([marksOf(own).length, marksOf(fileOf("scenario", "lb-kill")).length]).toEqual([1, 0]);
  });

  it("may end on the day itself and at most 90 days ahead", () => {
    expect(read(entry({ until: "2027-02-25" })).quarantine.entries[0]?.daysLeft).toBe(90);
    expect(read(entry({ until: "2025-11-27" })).quarantine.entries[0]?.daysLeft).toBe(-365);
  });
});

describe("a quarantine file is refused in one line", () => {
  it.each([
    [
      "an unknown scenario",
      entry({ scenario: "lb-kil" }),
      /:1: entry 1: scenario: There is no scenario "lb-kil": did you mean lb-kill/,
    ],
    [
      "a scenario file that is none",
      entry({ scenario: "./none.ts" }),
      /: entry 1: scenario: \.\/none\.ts: there is no such/,
    ],
    ["no scenario", "- {reason: a, until: 2026-12-31}", /:1: entry 1: scenario: is missing: say which scenario/],
    ["no reason", "- scenario: lb-kill\n  until: 2026-12-31", /:1: entry 1: reason: is missing: say why/],
    ["an empty reason", entry({ reason: " \u200b." }), /: entry 1: reason: says nothing: say why/],
    ["a reason that is a number", entry({ reason: 7 }), /: entry 1: reason: is no text/],
    ["no end", "- scenario: lb-kill\n  reason: a", /: entry 1: until: is missing: say the last day/],
    ["an end that is no date", entry({ until: "soon" }), /: entry 1: until: is no date: write year, month and day/],
    ["a day that is not in the calendar", entry({ until: "2026-11-31" }), /: entry 1: until: is no date/],
    ["a time", entry({ until: "2026-12-31T10:00:00Z" }), /: entry 1: until: is no date/],
    [
      "an end too far ahead",
      entry({ until: "2027-02-26" }),
      /: entry 1: until: 2027-02-26 is 91 days ahead, at most 90/,
    ],
    [
      "an unknown guarantee",
      entry({ guarantee: "write" }),
      /: guarantee: There is no guarantee of lb-kill "write": did you mean writes/,
    ],
    ["an unknown key", entry({ untill: "x" }), /:1: entry 1: Unrecognized key: "untill"/],
    [
      "a merge key",
      "- &a {scenario: lb-kill, reason: a, until: 2026-12-31}\n- {<<: *a, scenario: etcd-minority}",
      /:2: entry 2: /,
    ],
    ["an object", "scenario: lb-kill", /:1: the file: is no list of entries/],
    ["a text", "lb-kill", /:1: the file: is no list of entries/],
    ["a list of texts", "- lb-kill", /:1: entry 1: is no entry/],
    ["the same twice", `- ${entry().slice(1, -1)}\n- ${entry().slice(1, -1)}`, /:2: entry 2: lb-kill is there twice/],
    [
      "whole and in part",
      `- ${entry().slice(1, -1)}\n- ${entry({ guarantee: "writes" }).slice(1, -1)}`,
      /:2: entry 2: lb-kill is there twice/,
    ],
    ["too many entries", `- ${entry().slice(1, -1)}\n`.repeat(201), /:1: the file: has more than 200 entries/],
    ["a long reason", entry({ reason: "a".repeat(501) }), /: reason: is longer than 500 characters/],
    ["a long file", `# ${"a".repeat(2 ** 17)}`, /is longer than 128 KiB/],
    ["no YAML", "- scenario: [", /quarantine\.yaml:\d+: /],
    ["two documents", "[]\n---\n[]", /quarantine\.yaml:\d+: .*multiple documents/],
  ])("%s", (_, text, message) => {
    expect(() => read(text)).toThrow(UsageError);
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).not.toThrow(/\n/);
  });

  it("one that is not there, a folder, or a link that leads nowhere", () => {
    const folder = temporaryFolder();
    const link = join(folder, "link.yaml");
    symlinkSync(join(folder, "none.yaml"), link);
    const message = (path: string) => () => readQuarantine(path, called, today);
    expect(message(join(folder, "none.yaml"))).toThrow(/there is no such file/);
    expect(message(folder)).toThrow(/is a folder, not a file/);
    expect(message(link)).toThrow(/there is no such file/);
  });

  it("whatever its texts are, and what is taken is one line that nothing obeys", () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom("scenario", "reason", "until", "guarantee", "other"), (text, field) => {
        try {
          const { marksOf } = read(entry({ [field]: text }));
          for (const { reason } of marksOf(fileOf("scenario", "lb-kill")))
            expect(reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          expect((error as Error).message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect((error as Error).message.length).toBeLessThan(900);
        }
      }),
      { numRuns: 60 },
    );
  });
});
