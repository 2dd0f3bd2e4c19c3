import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../src/analysis/verdict/judge.ts";
import { describeKept, printRun } from "../../../src/command-line/print-run.ts";
import { loadGuarantees } from "../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const report = judge(
  buildTimeline(buildJournal(guaranteeStories["max-outage"]?.fail as Story)),
  await loadGuarantees(),
);

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** What is printed of a run whose folder has these files. */
function printed(files: readonly string[], json = false) {
  const folder = temporaryFolder();
  for (const file of files) writeFileSync(join(folder, file), `# ${file}\n`);
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    });
  printRun({ report, folder }, json);
  vi.restoreAllMocks();
  return { folder, ...texts };
}

describe("the last lines of a run", () => {
  test("are what broke, with its figures, and where the report lies; the page where there is one", () => {
    const { folder, stdout } = printed(["report.md", "report.html"]);
    expect(stdout).toMatch(
      /\n✗ FAIL: 1 of 1 guarantee broke\n {2}✗ max-outage write\/api\/\* during kill: 4(?:\.\d+)? s to 4(?:\.\d+)? s, the limit\s+is 4 s\n/,
    );
    expect(stdout).toMatch(
      new RegExp(
        `\\npage       ${folder}/report.html\\nreport     ${folder}/report.md\\nsee again  .* replay ${folder}\\n$`,
      ),
    );
    expect(printed(["report.md"]).stdout).not.toContain("report.html");
  });

  test("in GitHub Actions an annotation, and the Markdown in the step summary; standard output stays JSON", () => {
    const summary = join(temporaryFolder(), "summary");
    vi.stubEnv("GITHUB_ACTIONS", "true");
    vi.stubEnv("GITHUB_STEP_SUMMARY", summary);
    const { stdout, stderr } = printed(["report.md"], true);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "fail" });
    expect(stderr).toMatch(/^::error title=story::max-outage write\/api\/\* during kill: .*, the limit is 4 s\n$/);
    expect(readFileSync(summary, "utf8")).toBe("# report.md\n\n");
  });
});

test("of a cluster that stays it is said how it is taken again, deleted and reached", () => {
  vi.stubEnv("KIND_CHAOS_CACHE", "/home/me/my cache");
  const text = describeKept("kc-a");
  vi.unstubAllEnvs();
  expect(text).toContain("kc-a is kept: --reuse takes it again");
  expect(text).toContain("export KUBECONFIG='/home/me/my cache/clusters/kc-a/kubeconfig'\n");
});
