import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../src/scenario/catalogue.ts";

/** One step of a workflow's job, or of the action. */
export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A job of a workflow. */
export interface Job {
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly Step[];
}

/** A workflow, as far as it is looked at. */
export interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(projectFolder, ".github/workflows");

/** All workflows by the names of their files. */
export const workflows: Readonly<Record<string, Workflow>> = Object.fromEntries(
  readdirSync(folder).map((file) => [file, parse(readFileSync(join(folder, file), "utf8")) as Workflow]),
);

/** What action.yml says. */
export const action = parse(readFileSync(join(projectFolder, "action.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};

/** GitLab's example: its jobs, with what is no job. */
export const gitlab = parse(readFileSync(join(projectFolder, "docs/ci/gitlab-ci.yml"), "utf8")) as Readonly<
  Record<string, Readonly<Record<string, unknown>>>
>;

/** Every combination of a matrix, without those that are excluded: the number of its jobs. */
export function combinationsOf(matrix: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown>[] {
  const { exclude = [], ...axes } = matrix;
  const all = Object.entries(axes).reduce<Record<string, unknown>[]>(
    (sum, [name, values]) => sum.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
  const isExcluded = (one: Record<string, unknown>) =>
    (exclude as readonly Record<string, unknown>[]).some((rule) =>
      Object.entries(rule).every(([name, value]) => one[name] === value),
    );
  return all.filter((one) => !isExcluded(one));
}
