import { appendFileSync } from "node:fs";
import { messageOf } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { Annotation } from "../report/console/annotations.ts";
import { isGithubActions, workflowCommand } from "../terminal/ci-log.ts";
import { toStderr, toStderrAsIs } from "../terminal/output.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Tells GitHub Actions of a result, on standard error, where this is one of its jobs: annotations at the top of the
 * job. Adds the Markdown to the file that GITHUB_STEP_SUMMARY names, where it names one, and makes it only then; what
 * cannot be written there is told, and is no failure.
 */
export function tellGithub(
  { annotations, summary }: { readonly annotations: readonly Annotation[]; readonly summary: () => string },
  environment: Environment = process.env,
): void {
  if (isGithubActions(environment)) {
    for (const { level, title, message } of annotations)
      toStderrAsIs(workflowCommand(level, plainText(message), { title: plainText(title) }));
  }
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (file === undefined || file === "") return;
  try {
    appendFileSync(file, `${summary()}\n`);
  } catch (error) {
    toStderr(`chaos: the step summary cannot be written: ${messageOf(error)}\n`);
  }
}
