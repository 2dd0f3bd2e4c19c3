import { type Skeleton, words } from "../skeleton.ts";

const skeleton: Skeleton = {
  summary: "src/report/<name>.ts and its test",
  files: (name) => [
    { file: `src/report/${name}.ts`, text: source(name) },
    { file: `test/unit/report/${name}.test.ts`, text: test(name) },
  ],
};
export default skeleton;

function source(name: string): string {
  return `import type { Report } from "../model/report.ts";
import { defineReporter } from "../model/reporter.ts";

/** Say here whom this form of the report is for. */
export default defineReporter({
  file: "${name}.txt",
  summary: "${words(name)}: say here in a few words what the file is",
  render: ({ report }) => render(report),
});

function render({ scenario, outcome, assumptions, verdicts }: Report): string {
  // A promise says so where a person has set its limit.
  const parts = [...assumptions.map(({ name, ...part }) => ({ promise: name, ...part })), ...verdicts];
  const rows = parts.map((part) => \`\${part.outcome.padEnd(12)} \${part.promise}: \${part.summary}\`);
  return [\`\${scenario}: \${outcome}\`, "", ...rows].join("\\n");
}
`;
}

function test(name: string): string {
  return `import { expect, it } from "vitest";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import reporter from "../../../src/report/${name}.ts";
import { judgeTimeline } from "../../../src/run/judge-run.ts";
import { loadGuarantees } from "../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

it("says what the run came to, and why", async () => {
  const story = guaranteeStories["no-failures"]?.fail;
  if (story === undefined) throw new Error("there is no such story");
  const text = reporter.render(judgeTimeline(buildTimeline(buildJournal(story)), await loadGuarantees()));
  expect(text).toMatch(/^.*: fail\\n\\n/);
  expect(text).toMatch(/^fail .* failed/m);
});
`;
}
