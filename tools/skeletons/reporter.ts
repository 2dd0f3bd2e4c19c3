import type { Skeleton } from "../skeleton.ts";

/** A reporter of plain lines; contract tests cover it, so that it has no unit test of its own. */
export default {
  files: ({ name, words }) => ({
    [`src/report/${name}.ts`]: `import { defineReporter } from "../model/reporter.ts";

/** The outcome of every guarantee and every assumption, one on each line. */
export default defineReporter({
  file: "${name}.txt",
  summary: "${words}: every outcome on a line of its own",
  render: ({ report }) => {
    const guarantees = report.verdicts.map(({ outcome, promise, summary }) => \`\${outcome}: \${promise}: \${summary}\`);
    const assumptions = report.assumptions.map(({ outcome, name, summary }) => \`\${outcome}: \${name}: \${summary}\`);
    return [\`\${report.scenario}: \${report.outcome}\`, ...guarantees, ...assumptions].join("\\n");
  },
});
`,
  }),
  next: ["say what the file has; npm run chaos -- replay <folder of a run> writes it"],
} satisfies Skeleton;
