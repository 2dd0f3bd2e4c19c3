import { appendFileSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, test } from "vitest";
import { stretchBytes } from "../../../src/journal/checksum.ts";
import { longestLineBytes } from "../../../src/journal/line-splitter.ts";
import { readJournal } from "../../../src/journal/reader.ts";
import { journalFile } from "../../../src/journal/writer.ts";
import { UsageError } from "../../../src/model/errors.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { rewriteJournal, unsealed } from "../../support/sealed-journal.ts";
import { writeRun } from "../../support/story-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const story: Story = { lanes: ["write/api/new", "readyz/control-plane/new"], guarantees: [], durationMs: 9_000 };
const { samples } = buildJournal(story);
const written = () => join(writeRun(story), journalFile);

/** What is read where a journal's text was changed without its checksums. */
async function damageOf(change: (lines: string[]) => readonly string[]): Promise<string[]> {
  const path = written();
  writeFileSync(path, change(readFileSync(path, "utf8").split("\n")).join("\n"));
  return (await readJournal(path)).damage.map(({ from, to, what }) => `${from} to ${to}: ${what}`);
}

describe("a journal of a run that died", () => {
  /** One that was cut off in the middle, so many bytes behind a line. */
  async function diedAt(part: number, behind: number) {
    const path = written();
    const whole = readFileSync(path);
    truncateSync(path, whole.indexOf("\n", whole.length * part) + 1 + behind);
    return readJournal(path);
  }

  test.each([0.3, 0.5, 0.7])("may end in the middle of a line", async (part) => {
    const journal = await diedAt(part, 7);
    expect(journal).toMatchObject({ damaged: 0, torn: true });
    expect(journal.samples.length).toBeLessThan(samples.length);
    expect(journal.events.some(({ type }) => type === "run-end")).toBe(false);
  });

  test("may end in a whole line, with or without its line end", async () => {
    expect(await diedAt(0.5, 0)).toMatchObject({ damaged: 0, torn: false });
    expect(await diedAt(0.5, -1)).toMatchObject({ damaged: 0, torn: false });
  });

  test("has checksums all the same", async () => {
    const path = written();
    const lines = unsealed(readFileSync(path, "utf8"));
    writeFileSync(path, `${lines.slice(0, -1).join("\n")}\n`);
    expect((await readJournal(path)).damage).toMatchObject([{ what: "no checksum is behind them" }]);
  });
});

describe("a line that is no line of a journal is named:", () => {
  const cases: [string, RegExp][] = [
    ['["s",0,"soon"]', /^3 columns$/],
    ['["s",', /^no JSON$/],
    ['{"type":"weather","at":3}', /^an event of no known type: "weather"$/],
    ['{"type":"note","at":3,"text":"x","level":"info"}', /^note: /],
    ['{"type":"note","at":3,"text":"x","__proto__":{"y":1}}', /^note: /],
    ['{"type":"note","at":1e999,"text":"x"}', /^note: "at" is none of it$/],
    ['{"type":"note","at":-1,"text":"x"}', /^note: "at" is none of it$/],
    [
      '{"type":"prober-health","at":3,"loopDelayP99Ms":1e308,"loopDelayMaxMs":1,"cpuShare":0,"lateStarts":0,"dropped":0,"memoryMb":1,"selfProbeFailures":0}',
      /^loopDelayP99Ms of prober-health is 1e\+308$/,
    ],
    ['{"type":"note","at":3}', /^note: "text" is none of it$/],
    [`{"type":"note","at":3,"text":"${"x".repeat(20_000)}"}`, /^note: "text" is none of it$/],
    ["noise", /^no JSON$/],
    ["", /^no JSON$/],
    ["null", /^no JSON$/],
    ["7", /^neither an event nor an attempt: 7$/],
    ['"\\u001b[31m"', /^neither an event nor an attempt: "\\u001b\[31m"$/],
    ['["d",7,"beef"]', /^neither an event nor an attempt/],
  ];
  test.each(cases)("%.60s", async (line, what) => {
    const path = written();
    // The line is sealed with the others: only what it says is wrong.
    rewriteJournal(path, (lines) => lines.toSpliced(6, 0, line));
    const { damage } = await readJournal(path);
    expect(damage).toHaveLength(1);
    expect(damage[0]?.from).toBe(7);
    expect(damage[0]?.what).toMatch(what);
  });
});

describe("a stretch that is not as it was written is named with its lines:", () => {
  test("a line was lost", async () => {
    expect(await damageOf((lines) => lines.toSpliced(100, 1))).toEqual([
      expect.stringMatching(/: 1 line is missing there$/),
    ]);
  });

  test("a line was changed, though it can be", async () => {
    const found = await damageOf((lines) =>
      lines.map((line, at) => (at === 100 ? line.replace(",200,", ",201,") : line)),
    );
    expect(found).toEqual([expect.stringMatching(/: not what was written: the checksum behind does not fit$/)]);
    const [, from, to] = /^(\d+) to (\d+)/.exec(found[0] ?? "") ?? [];
    expect(Number(from)).toBeLessThan(102);
    expect(Number(to)).toBeGreaterThan(100);
    expect(Number(to) - Number(from)).toBeLessThan(stretchBytes / 50);
  });

  test("a checksum was lost", async () => {
    const found = await damageOf((lines) =>
      lines.toSpliced(
        lines.findIndex((line) => line.startsWith('["d"')),
        1,
      ),
    );
    expect(found).toEqual([expect.stringMatching(/: 1 line is missing there$/)]);
  });

  test("a whole stretch was lost with its checksum", async () => {
    const found = await damageOf((lines) => {
      const [first = 0, second = 0] = lines.flatMap((line, at) => (line.startsWith('["d"') ? [at] : []));
      return lines.toSpliced(first + 1, second - first);
    });
    expect(found).toEqual([expect.stringMatching(/lines are missing there$/)]);
  });

  test("all checksums were lost", async () => {
    const found = await damageOf((lines) => lines.filter((line) => !line.startsWith('["d"')));
    expect(found).toEqual([expect.stringMatching(/: no checksum is behind them$/)]);
  });

  test("the last checksum was lost", async () => {
    const found = await damageOf((lines) => [...lines.slice(0, -2), ""]);
    expect(found).toEqual([expect.stringMatching(/: no checksum is behind them$/)]);
  });

  test("lines were added behind the end", async () => {
    const path = written();
    appendFileSync(path, '{"type":"note","at":99000,"text":"x"}\n');
    expect((await readJournal(path)).damage.map(({ what }) => what)).toEqual([
      "it stands after the run's end",
      "no checksum is behind them",
    ]);
  });

  test("with the moments between which it was written", async () => {
    const path = written();
    const lines = readFileSync(path, "utf8").split("\n");
    writeFileSync(path, lines.toSpliced(100, 1).join("\n"));
    const [{ between } = { between: undefined }] = (await readJournal(path)).damage;
    const [, , , scheduled] = JSON.parse(lines[100] ?? "") as number[];
    expect(between?.[0]).toBeLessThan(scheduled as number);
    expect(between?.[1]).toBeGreaterThan(scheduled as number);
  });
});

test("a line that is too long is damage, and what follows it is read", async () => {
  const path = written();
  rewriteJournal(path, (lines) =>
    lines.toSpliced(6, 0, JSON.stringify({ text: "x".repeat(longestLineBytes + (1 << 20)) })),
  );
  const { damage, samples: read } = await readJournal(path);
  expect(damage).toMatchObject([{ from: 7, to: 7, what: "longer than 16 MB" }]);
  expect(read).toHaveLength(samples.length);
});

test("more damage than can be named is counted", async () => {
  const path = written();
  rewriteJournal(path, (lines) => lines.toSpliced(6, 0, ...Array.from({ length: 50 }, () => "noise")));
  const { damaged, damage } = await readJournal(path);
  expect(damaged).toBe(50);
  expect(damage).toHaveLength(20);
});

test("a journal must be there", async () => {
  await expect(readJournal(join(temporaryFolder(), "none.jsonl"))).rejects.toThrow(UsageError);
});

describe("a file that is no journal of this version", () => {
  const withText = (text: string) => {
    const path = join(temporaryFolder(), journalFile);
    writeFileSync(path, text);
    return path;
  };

  test.each([
    ["another version", '{"type":"run-start","at":0,"version":1}\n', /is of version 1 of its format, .* reads version/],
    ["a version that calls its first event otherwise", '{"type":"begin","version":99}\n', /is of version 99/],
    ["a version that is no number", '{"type":"run-start","version":"\\u001b[31m"}\n', /is of another version/],
    ["nothing but line ends", "\n".repeat(200_000), /more than 100000 lines/],
  ])("is refused in one line: %s", async (_, text, message) => {
    await expect(readJournal(withText(text))).rejects.toThrow(UsageError);
    await expect(readJournal(withText(text))).rejects.toThrow(message);
  });

  test("is not read through a link, and a pipe is not waited for", async () => {
    const folder = temporaryFolder();
    const link = join(folder, "link");
    symlinkSync(withText("{}\n"), link);
    await expect(readJournal(link)).rejects.toThrow(/is a symbolic link/);
    const pipe = join(folder, "pipe");
    execaSync("mkfifo", [pipe]);
    await expect(readJournal(pipe)).rejects.toThrow(/is a pipe or a device/);
  });
});
