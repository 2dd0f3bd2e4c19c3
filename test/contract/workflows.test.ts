import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readShard } from "../../src/command-line/shard-option.ts";
import { namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { chooseKind, hasHaproxy, kindProblem } from "../../src/setup/versions/kind-versions.ts";
import { knownKubernetesVersions } from "../../src/setup/versions/kubernetes-versions.ts";
import { resolveVersion } from "../../src/setup/versions/version-numbers.ts";
import { action, combinationsOf, gitlab, type Job, type Step, type Workflow, workflows } from "../support/workflows.ts";

const scripts = "tools/ci";
const textOf = (script: string) => readFileSync(join(projectFolder, script), "utf8");
const jobs = Object.entries(workflows).flatMap(([file, { jobs: all }]) =>
  Object.entries(all).map(([name, job]): [string, Job] => [`${file}: ${name}`, job]),
);
const allSteps: [string, Step][] = [
  ...jobs.flatMap(([name, { steps }]) => steps.map((step): [string, Step] => [name, step])),
  ...action.runs.steps.map((step): [string, Step] => ["action.yml", step]),
];
const runs = allSteps.filter(([, { run }]) => run !== undefined);

/** The script that a line of a workflow calls, and its words; the folder of an action is that of the repository. */
function called(line: string): { script: string; words: string[] } {
  const [script = "", ...words] = line.replace(/^"\$GITHUB_ACTION_PATH\/([^"]+)"/, "$1").split(" ");
  return { script, words };
}

/** The variables that a script says it takes, from the comment at its top. */
function variablesOf(script: string): Set<string> {
  const [comment = ""] = /^(?:#.*\n)+/.exec(textOf(script)) ?? [];
  return new Set(comment.match(/\b[A-Z][A-Z_]+\b/g) ?? []);
}

describe("every workflow and the action", () => {
  it("calls actions by the SHA of a commit, with its version beside it", () => {
    const lines = [
      ...readdirSync(join(projectFolder, ".github/workflows")).map((file) => `.github/workflows/${file}`),
      "action.yml",
    ]
      .flatMap((file) => textOf(file).split("\n"))
      .filter((line) => /^\s*(- )?uses:/.test(line) && !line.includes("uses: ./"));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w-]+(\/[\w-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const bySha = new Map(
      lines
        .map((line) => /uses: ([\w-]+\/[\w-]+).*@(\w+) # (.*)$/.exec(line)?.slice(1) ?? [])
        .map(([repository, sha, version]) => [repository, `${sha} ${version}`]),
    );
    for (const line of lines) {
      const [, repository, sha, version] = /uses: ([\w-]+\/[\w-]+).*@(\w+) # (.*)$/.exec(line) ?? [];
      expect(bySha.get(repository)).toBe(`${sha} ${version}`);
    }
  });

  it.each(runs)("%s runs a script that exists, is executable, and no other line", (_where, { run = "" }) => {
    const { script, words } = called(run);
    expect(run).not.toMatch(/[\n;&|]|\$\{\{/);
    expect(script).toMatch(/^(tools\/ci\/[a-z-]+\.sh|\.ci\/run)$/);
    expect(statSync(join(projectFolder, script)).mode & 0o111).toBe(0o111);
    for (const word of words) expect(textOf(script)).toContain(`  ${word})`);
  });

  it.each(runs)(
    "%s gives a script what that takes, and nothing by another way than the environment",
    (_where, { run = "", env = {} }) => {
      const takes = variablesOf(called(run).script);
      for (const name of Object.keys(env)) expect([...takes], `${run}: ${name}`).toContain(name);
    },
  );

  it.each(allSteps)("%s reads only outputs that the step before says it has", (where, step) => {
    const texts = JSON.stringify([step.with, step.env]);
    for (const [, id, name] of texts.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
      const from = allSteps.find(([at, one]) => at === where && one.id === id)?.[1];
      expect(textOf(called(from?.run ?? "").script)).toMatch(new RegExp(`output ${name} `));
    }
  });
});

describe("every workflow", () => {
  it.each(Object.entries(workflows))(
    "%s may only read, and is under way once",
    (_file, { permissions, concurrency }) => {
      expect(permissions).toEqual({ contents: "read" });
      expect(concurrency).toBeDefined();
    },
  );

  it.each(jobs)("%s ends in time, may write issues at most, and keeps no credentials", (_name, job) => {
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(360);
    const { contents, issues, ...others } = job.permissions ?? { contents: "read" };
    expect([contents, others]).toEqual(["read", {}]);
    expect(issues ?? "write").toBe("write");
    for (const { uses, with: given } of job.steps.filter((step) => step.uses?.startsWith("actions/checkout@")))
      expect([uses, given]).toEqual([uses, { "persist-credentials": false }]);
  });

  it.each([
    ...jobs.map(([name, { steps }]): [string, readonly Step[]] => [name, steps]),
    ["action.yml", action.runs.steps] as [string, readonly Step[]],
  ])("%s cleans up whatever came of what makes clusters", (_name, steps) => {
    const makes = steps.findIndex(({ run = "" }) => /(^\.ci\/run|\/(run|sabotage)\.sh)/.test(run));
    if (makes === -1) return;
    const after = steps.slice(makes + 1).find(({ run = "" }) => run.includes("clean.sh"));
    expect(after?.if).toBe("always()");
  });
});

describe("the nightly", () => {
  const { chaos, merge } = (workflows["nightly.yml"] as Workflow).jobs as Readonly<Record<"chaos" | "merge", Job>>;
  const cells = combinationsOf(chaos.strategy?.matrix ?? {});

  it("expects so many summaries as its matrix has jobs", () => {
    expect(merge.steps.find(({ id }) => id === "merge")?.env?.EXPECT).toBe(String(cells.length));
  });

  it("has whole sets of shards, on versions and kinds that fit together, and both load balancers", () => {
    for (const cell of cells) {
      const kubernetes = resolveVersion(String(cell.kubernetes), knownKubernetesVersions());
      expect(kindProblem(chooseKind(String(cell.kind)), kubernetes)).toBeUndefined();
      const { of } = readShard(String(cell.shard));
      const beside = cells.filter((one) => ["kubernetes", "kind", "profile"].every((axis) => one[axis] === cell[axis]));
      expect(beside.map(({ shard }) => readShard(String(shard)).index).toSorted()).toEqual(
        Array.from({ length: of }, (_, i) => i + 1),
      );
    }
    expect(new Set(cells.map(({ kind }) => kind))).toEqual(new Set(["0.31", "0.33"]));
  });

  it("has load balancers with a virtual address wherever kind can pass on to them", () => {
    const { balancers } = chaos.steps.find(({ uses }) => uses === "./")?.with ?? {};
    const without = /^\$\{\{ matrix\.kind != '([\d.]+)' \}\}$/.exec(balancers ?? "")?.[1];
    const haproxy = new Set(cells.map(({ kind }) => String(kind)).filter((kind) => hasHaproxy(chooseKind(kind))));
    expect([...haproxy]).toEqual([without]);
  });

  it("gives the action only what it takes, one seed for all, and a deadline before its own end", () => {
    const given = chaos.steps.find(({ uses }) => uses === "./")?.with ?? {};
    for (const name of Object.keys(given)) expect(Object.keys(action.inputs)).toContain(name);
    expect(given.seed).toMatch(/^\$\{\{ github\.run_id \}\}$/);
    expect(Number.parseInt(given.deadline ?? "", 10)).toBeLessThanOrEqual((chaos["timeout-minutes"] ?? 0) - 10);
  });
});

describe("the action", () => {
  it("uses each of its inputs, says what each is for, and takes scenarios that there are", () => {
    const steps = JSON.stringify(action.runs.steps);
    const guide = textOf("docs/ci.md");
    for (const [name, { description }] of Object.entries(action.inputs)) {
      expect(steps).toContain(`inputs.${name} `);
      expect(guide).toContain(`\`${name}\``);
      expect(description).toMatch(/\.$/);
    }
    for (const word of (action.inputs.scenarios?.default ?? "").split(" "))
      expect(["all", ...namesOf("scenario")]).toContain(word);
  });
});

describe("artifacts", () => {
  const uploads = allSteps.filter(([, { uses }]) => uses?.startsWith("actions/upload-artifact@"));
  const [, ownUpload] = uploads.find(([where]) => where === "action.yml") ?? [];

  it("of the jobs of a matrix have names of their own, and none replaces another's in the same attempt", () => {
    const { PARTS } = action.runs.steps.find(({ id }) => id === "artifact")?.env ?? {};
    for (const part of ["github.job", "strategy.job-index", "inputs.shard", "inputs.versions"])
      expect(PARTS).toContain(`{{ ${part} }}`);
    expect(action.inputs.artifact?.default).toBe("");
    expect(ownUpload?.with?.name).toMatch(/^\$\{\{ inputs\.artifact \|\| steps\.artifact\.outputs\.name \}\}$/);
    expect(ownUpload?.with?.overwrite).toMatch(/^\$\{\{ github\.run_attempt != '1' \}\}$/);
  });
});

describe("GitLab's example", () => {
  const own = Object.entries(gitlab).filter(
    ([name, value]) => !["stages", "variables"].includes(name) && !name.startsWith(".") && typeof value === "object",
  );
  const linesOf = (job: Readonly<Record<string, unknown>>) =>
    ["before_script", "script", "after_script"].flatMap((part) => (job[part] ?? []) as string[]);

  it.each(own)("%s calls the same scripts, with what they take", (_name, job) => {
    const lines = linesOf(job);
    expect(lines.length).toBeGreaterThan(0);
    const takes = new Set(lines.flatMap((line) => [...variablesOf(called(line).script)]));
    for (const line of lines) expect(line).toMatch(/^tools\/ci\/[a-z-]+\.sh( (load|save))?$/);
    const matrix = (job.parallel as { readonly matrix?: readonly object[] } | undefined)?.matrix ?? [];
    for (const name of [...Object.keys(job.variables ?? {}), ...matrix.flatMap(Object.keys)])
      expect([...takes]).toContain(name);
    if (lines.some((line) => /(run|sabotage)\.sh/.test(line))) expect(job.after_script).toEqual(["tools/ci/clean.sh"]);
  });

  it("expects so many summaries as its matrix has jobs", () => {
    const { chaos, merge } = gitlab as unknown as {
      readonly chaos: { readonly parallel: { readonly matrix: readonly Record<string, unknown>[] } };
      readonly merge: { readonly variables: Record<string, string> };
    };
    const count = chaos.parallel.matrix.reduce(
      (sum, axes) => sum + Object.values(axes).reduce<number>((all, values) => all * [values].flat().length, 1),
      0,
    );
    expect(merge.variables.EXPECT).toBe(String(count));
  });
});

it("every script says at its top what it takes, and shares what is common", () => {
  for (const file of readdirSync(join(projectFolder, scripts)).filter(
    (name) => name.endsWith(".sh") && name !== "common.sh",
  )) {
    const text = textOf(`${scripts}/${file}`);
    expect(text).toMatch(/^#!\/usr\/bin\/env bash\n# /);
    expect(text).toContain('source "$(dirname "$0")/common.sh"');
    expect(text).not.toMatch(/\beval\b|bash -c|\$\{\{/);
  }
  expect(existsSync(join(projectFolder, scripts, "common.sh"))).toBe(true);
});
