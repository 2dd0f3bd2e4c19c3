import { symlinkSync, writeFileSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { quarantineOf, tellEnded, tellQuarantine } from "../../../src/command-line/quarantine-option.ts";
import { fileOf } from "../../../src/scenario/catalogue.ts";
import type { LoadedScenario } from "../../../src/scenario/load-scenario.ts";
import type { ReadQuarantine } from "../../../src/scenario/quarantine-file.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const called = ["lb-kill", "baseline"].map(
  (name) => ({ name, file: fileOf("scenario", name), scenario: { guarantees: [] } }) as unknown as LoadedScenario,
);
/** A day that is not too far away for a quarantine. */
const soon = new Date(Date.now() + 40 * 24 * 3_600_000).toISOString().slice(0, 10);
const entries = [
  { scenario: "lb-kill", reason: "the image forgets", until: soon },
  { scenario: "baseline", reason: "was mended", until: "2020-01-01" },
  { scenario: "etcd-majority", reason: "not asked for", until: soon },
];

/** Stands in an empty folder until the test is over. */
function inEmptyFolder(): void {
  const before = process.cwd();
  process.chdir(temporaryFolder());
  onTestFinished(() => process.chdir(before));
}

/** What is said on standard error meanwhile, in lines. */
function said(tell: (read: ReadQuarantine) => void, read: ReadQuarantine | undefined): string[] {
  const write = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  onTestFinished(() => write.mockRestore());
  if (read !== undefined) tell(read);
  return write.mock.calls.map(([text]) => String(text));
}

test("the usual file of the current folder is read where it is there, and no other", () => {
  inEmptyFolder();
  expect(quarantineOf(undefined, called)).toBeUndefined();
  writeFileSync("other.yaml", JSON.stringify(entries.slice(0, 1)));
  expect(quarantineOf(undefined, called)).toBeUndefined();
  expect(quarantineOf("other.yaml", called)?.quarantine.entries).toHaveLength(1);
  writeFileSync("quarantine.yaml", JSON.stringify(entries));
  expect(quarantineOf(undefined, called)?.quarantine.entries).toHaveLength(3);
});

test("what is named and not there, and a usual file that is a link to nowhere, is refused", () => {
  inEmptyFolder();
  expect(() => quarantineOf("none.yaml", called)).toThrow(/^none\.yaml: there is no such file$/);
  symlinkSync("none", "quarantine.yaml");
  expect(() => quarantineOf(undefined, called)).toThrow(/^quarantine\.yaml: there is no such file$/);
});

test("before a run it is said what of the call is in quarantine and what no longer is, a line each", () => {
  inEmptyFolder();
  writeFileSync("quarantine.yaml", JSON.stringify(entries));
  const ended = /^chaos: quarantine\.yaml: the quarantine of baseline ended on 2020-01-01 and has no effect .*\n$/;
  const read = quarantineOf(undefined, called);
  const [first, second, ...more] = said(tellQuarantine, read);
  expect(first).toMatch(/^quarantine\.yaml: lb-kill: in quarantine until [\d-]+ .*: the image forgets\n$/);
  expect(second).toMatch(ended);
  expect(more).toEqual([]);
});

test("where nothing is run it is said what has ended alone", () => {
  inEmptyFolder();
  writeFileSync("quarantine.yaml", JSON.stringify(entries));
  expect(said(tellEnded, quarantineOf(undefined, called))).toEqual([expect.stringContaining("baseline ended on")]);
});
