import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import { UsageError } from "../../../src/model/errors.ts";
import type { ReporterInput } from "../../../src/model/reporter.ts";
import { judgeTimeline } from "../../../src/run/judge-run.ts";
import { loadGuarantees, projectFolder } from "../../../src/scenario/catalogue.ts";
import { chosenForms, formNamed } from "../../../src/scenario/reporter-choice.ts";
import { askReporter } from "../../../src/scenario/scenario-module.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let judged: ReporterInput;
beforeAll(async () => {
  const story = guaranteeStories["max-outage"]?.fail;
  if (story === undefined) throw new Error("there is no such story");
  judged = judgeTimeline(buildTimeline(buildJournal(story)), await loadGuarantees());
});

/** The file of a user's own reporter, outside of the project. */
function reporterFile(body: string, file = "mine.txt"): string {
  const path = join(temporaryFolder(), "mine.ts");
  writeFileSync(
    path,
    `import { defineReporter } from "kind-chaos";\nimport type { ReporterInput } from "kind-chaos";\n` +
      `export default defineReporter({ file: "${file}", summary: "mine", render: (input: ReporterInput) => {\n${body}\n} });\n`,
  );
  return path;
}

describe("a form is named", () => {
  test.each([
    ["junit", "junit.xml"],
    ["md", "report.md"],
    ["markdown", "report.md"],
    ["json", "report.json"],
    ["xml", "junit.xml"],
    ["openmetrics", "metrics.prom"],
    ["perfetto", "perfetto.json"],
    ["badge", "badge.svg"],
  ])("by %s: %s", async (word, file) => {
    expect((await formNamed(word)).file).toBe(file);
  });

  test("by what it nearly is called, in one line", async () => {
    await expect(formNamed("junti")).rejects.toThrow(/^There is no form of the report "junti": did you mean junit\?$/);
    await expect(formNamed("./none.ts")).rejects.toThrow(/^\.\/none\.ts: there is no such file of a reporter$/);
  });
});

describe("a user's own reporter", () => {
  test("gets report and time series, in a process of its own", async () => {
    const path = reporterFile(
      "globalThis.process.env.SPOILED = '1';\n" +
        "return [input.report.scenario, input.report.outcome, input.series.lanes.length, input.series.bins].join(' ');",
    );
    const form = await formNamed(path);
    expect(form.file).toBe("mine.txt");
    const { series, report } = judged;
    expect(await form.render(judged)).toBe(`${report.scenario} fail ${series.lanes.length} ${series.bins}\n`);
    expect(process.env.SPOILED).toBeUndefined();
  });

  test.each<[string, string, RegExp]>([
    ["throws", 'throw new Error("no lane\\nmore");', /^no lane$/],
    ["ends its process", "process.exit(0);", /^it ends its process \(0\)$/],
    ["renders nothing", "return '';", /^it rendered nothing$/],
    ["renders no text", "return 3 as never;", /^it rendered number, no text$/],
  ])("that %s fails by itself", async (_, body, message) => {
    const form = await formNamed(reporterFile(body));
    await expect(Promise.resolve(form.render(judged))).rejects.toThrow(message);
  });

  test("that rejects aside and never ends is ended", async () => {
    const path = reporterFile("Promise.reject(new Error('aside')); for (;;) {}");
    expect(await askReporter(path, Object.fromEntries(Object.entries(judged)), 1_000)).toMatchObject({
      is: "problem",
      message: "its rendering did not end within 1 s",
    });
  });

  test.each<[string, string, RegExp]>([
    ["is none", "export default { summary: 'x' };\n", /mine\.ts(:\d+)?: it has no reporter as its default export/],
    ["throws when it is imported", "throw new Error('boo');\n", /mine\.ts:1: boo$/],
    [
      "wants a file elsewhere",
      "export default { file: '../x.txt', summary: 'x', render: () => 'x' };\n",
      /mine\.ts.*: the file of a reporter is a plain name/,
    ],
    [
      "wants the journal",
      "export default { file: 'journal.jsonl', summary: 'x', render: () => 'x' };\n",
      /mine\.ts.*: a reporter cannot write journal\.jsonl/,
    ],
  ])("that %s is refused before anything runs", async (_, text, message) => {
    const path = join(temporaryFolder(), "mine.ts");
    writeFileSync(path, text);
    const refused = formNamed(path);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
  });
});

describe("what a run writes", () => {
  const filesOf = async (...words: string[]) => (await chosenForms(words)).map(({ file }) => file);

  test("is chosen by names; the JSON and the Markdown are always written", async () => {
    expect(await filesOf("badge")).toEqual(["badge.svg", "report.json", "report.md"]);
  });

  test("is everything and the user's own where only files are given", async () => {
    const path = reporterFile("return 'x';");
    const files = await filesOf(path, path);
    expect(files).toEqual(expect.arrayContaining(["junit.xml", "metrics.prom", "perfetto.json", "mine.txt"]));
    expect(files.filter((file) => file === "mine.txt")).toHaveLength(1);
  });

  test("is never the same file twice", async () => {
    await expect(filesOf(reporterFile("return 'x';", "junit.xml"))).rejects.toThrow(
      /mine\.ts: it writes junit\.xml, and so does the harness's own reporter$/,
    );
    await expect(filesOf(reporterFile("return 'x';"), reporterFile("return 'y';"))).rejects.toThrow(
      /mine\.ts: it writes mine\.txt, and so does .*mine\.ts$/,
    );
  });
});

test("the reporter that the documentation shows renders", async () => {
  const document = readFileSync(join(projectFolder, "docs/reporters.md"), "utf8");
  const path = join(temporaryFolder(), "long-outages.ts");
  writeFileSync(path, /^```ts\n([\s\S]*?)^```$/m.exec(document)?.[1] ?? "");
  const form = await formNamed(path);
  expect(form.file).toBe("long-outages.txt");
  expect(await form.render(judged)).toMatch(/^\S+: fail\nwrite\/api\/\S+: at [\d.]+ ms, 4[\d.]+ to 4[\d.]+ ms\n/);
});
