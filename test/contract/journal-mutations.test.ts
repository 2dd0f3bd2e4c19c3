import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { readJournal } from "../../src/journal/reader.ts";
import { UsageError } from "../../src/model/errors.ts";
import { loadOperations } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import { heldFault } from "../../src/stories/fates.ts";
import type { Story } from "../../src/stories/story.ts";
import { sealed, unsealed } from "../support/sealed-journal.ts";
import { writeJournal } from "../support/write-journal.ts";

const operations = await loadOperations();
const folder = mkdtempSync(join(tmpdir(), "kind-chaos-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "journal.jsonl");
/** A short run with everything that rows can be about, and a real one. */
const made = journalOf({
  lanes: ["write/api/new", "readyz/control-plane/new", "workload-dns/in-cluster/new"],
  guarantees: [],
  fault: heldFault,
  fate: ({ at }) => (at > 4_000 && at < 5_000 ? { outcome: "failed", error: "refused", latencyMs: 2 } : undefined),
  watch: () => [
    { at: 20, kind: "opened", revision: 1, connection: 3, backend: 0 },
    { at: 40, kind: "event", revision: 2, object: { name: "a" } },
  ],
});
const recorded = gunzipSync(
  readFileSync(join(import.meta.dirname, "../fixtures/recorded-runs/node-drain/journal.jsonl.gz")),
).toString();

function journalOf(story: Story): string {
  writeJournal(join(folder, "made.jsonl"), buildJournal(story));
  return readFileSync(join(folder, "made.jsonl"), "utf8");
}

/** Whether a journal of this text is taken as whole, from its start to its end. */
async function isAccepted(text: string): Promise<boolean> {
  writeFileSync(path, text);
  try {
    const { damaged, events } = await readJournal(path, operations);
    return damaged === 0 && events.at(-1)?.type === "run-end";
  } catch (error) {
    // Refused in one line.
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/** A change of the lines of a journal. */
type Mutation = (lines: readonly string[]) => readonly string[];

const place = fc.double({ min: 0, max: 0.999_999, noNaN: true });
const at = (lines: readonly unknown[], part: number) => Math.floor(part * lines.length);

/** A value that JSON can tell, also those that JavaScript's own writer does not. */
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    "null",
    '""',
    "false",
    "[]",
    "{}",
    "-1",
    "1e999",
    "-1e999",
    "0.5",
    "65536",
    "1e300",
    '{"__proto__":1}',
  ),
);

/** A line with one of its cells or values replaced. */
function replaced(line: string, part: number, value: string): string {
  const whole = JSON.parse(line) as Record<string, unknown>;
  const keys = Object.keys(whole);
  const key = keys[at(keys, part)] as string;
  const cells = keys.map((one) => [one, one === key ? value : JSON.stringify(whole[one])] as const);
  if (Array.isArray(whole)) return `[${cells.map(([, cell]) => cell).join(",")}]`;
  return `{${cells.map(([name, cell]) => `${JSON.stringify(name)}:${cell}`).join(",")}}`;
}

const mutations: Record<string, fc.Arbitrary<Mutation>> = {
  "a cell replaced": fc.tuple(place, place, json).map(([line, cell, value]) => (lines: readonly string[]) => {
    const index = at(lines, line);
    return lines.toSpliced(index, 1, replaced(lines[index] as string, cell, value));
  }),
  "lines removed": fc.tuple(place, fc.integer({ min: 1, max: 200 })).map(
    ([line, count]) =>
      (lines: readonly string[]) =>
        lines.toSpliced(at(lines, line), count),
  ),
  "a line doubled": fc.tuple(place, place).map(
    ([from, to]) =>
      (lines: readonly string[]) =>
        lines.toSpliced(at(lines, to), 0, lines[at(lines, from)] as string),
  ),
  "lines moved": fc
    .tuple(place, place, fc.integer({ min: 1, max: 100 }))
    .map(([from, to, count]) => (lines: readonly string[]) => {
      const moved = lines.slice(at(lines, from), at(lines, from) + count);
      const rest = lines.toSpliced(at(lines, from), count);
      return rest.toSpliced(at(rest, to), 0, ...moved);
    }),
  "two lines swapped": fc.tuple(place, place).map(
    ([one, other]) =>
      (lines: readonly string[]) =>
        lines
          .with(at(lines, one), lines[at(lines, other)] as string)
          .with(at(lines, other), lines[at(lines, one)] as string),
  ),
};

describe.each([
  ["made up", made, 60],
  ["recorded", recorded, 12],
])("of a journal that was %s", (_kind, text, numRuns) => {
  const whole = text.split("\n").slice(0, -1);

  test("all is accepted as it is", async () => {
    expect(await isAccepted(text)).toBe(true);
    expect(await isAccepted(sealed(unsealed(text)))).toBe(true);
  });

  test.each(Object.entries(mutations))("%s is never accepted", async (_what, mutation) => {
    await fc.assert(
      fc.asyncProperty(mutation, async (mutate) => {
        const changed = `${mutate(whole).join("\n")}\n`;
        fc.pre(changed !== text);
        expect(await isAccepted(changed)).toBe(false);
      }),
      { numRuns },
    );
  });

  test("what is cut off anywhere is never accepted", async () => {
    await fc.assert(
      fc.asyncProperty(place, async (part) => {
        // The last line end alone may be lost.
        expect(await isAccepted(text.slice(0, Math.floor(part * (text.length - 1))))).toBe(false);
      }),
      { numRuns },
    );
  });
});

describe("where the checksums fit, because it was written so,", () => {
  const lines = unsealed(made);
  const rows = lines.flatMap((line, index) => (line.startsWith('["s"') ? [index] : []));
  const row = fc.nat(rows.length - 1).map((index) => rows[index] as number);
  const accepts = (change: (lines: string[]) => readonly string[]) => isAccepted(sealed(change(lines)));

  test("a cell of no type, range or relation that it can have is never accepted", async () => {
    // Of no column: neither a text that says something nor a number that could be one.
    const impossible = fc.constantFrom("true", "false", "[]", "{}", '""', "-1", "1e999", "-1e999", "0.123e-7");
    await fc.assert(
      fc.asyncProperty(row, fc.integer({ min: 1, max: 14 }), impossible, async (line, column, value) => {
        const cells = JSON.parse(lines[line] as string) as unknown[];
        fc.pre(column < cells.length && !(value === "0.123e-7" && [3, 4, 5, 6, 7, 13].includes(column)));
        const changed = `[${cells.map((cell, index) => (index === column ? value : JSON.stringify(cell))).join(",")}]`;
        expect(await accepts((all) => all.with(line, changed)), changed).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test("a row that is there twice is never accepted, nor one of another lane's or another number's", async () => {
    await fc.assert(
      fc.asyncProperty(row, fc.constantFrom("twice", "lane", "number"), async (line, how) => {
        const cells = JSON.parse(lines[line] as string) as unknown[];
        const other = how === "lane" ? cells.with(1, 1 - Number(cells[1] === 1)) : cells.with(2, Number(cells[2]) + 3);
        const changed = JSON.stringify(other);
        expect(
          await accepts((all) =>
            how === "twice" ? all.toSpliced(line, 0, all[line] as string) : all.with(line, changed),
          ),
        ).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test("an event with a value of another type, a further key or a key less is never accepted", async () => {
    const events = lines.flatMap((line, index) => (line.startsWith("{") ? [index] : []));
    const event = fc.nat(events.length - 1).map((index) => events[index] as number);
    const wrong = fc.constantFrom("null", "[[]]", "1e999", "further", "less");
    await fc.assert(
      fc.asyncProperty(event, place, wrong, async (line, part, how) => {
        const value = JSON.parse(lines[line] as string) as Record<string, unknown>;
        const keys = Object.keys(value);
        const key = keys[at(keys, part)] as string;
        const { [key]: _gone, ...rest } = value;
        const optional = ["steadyAt", "healingAt", "myth", "replaced", "watches", "faultId"];
        fc.pre(how !== "less" || !optional.includes(key));
        const changed =
          how === "less"
            ? JSON.stringify(rest)
            : how === "further"
              ? JSON.stringify({ ...value, furtherKey: 1 })
              : replaced(lines[line] as string, part, how);
        expect(await accepts((all) => all.with(line, changed)), changed).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});
