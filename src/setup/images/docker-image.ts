import { mustRun, run } from "../../host/command.ts";
import { imageLabels } from "../../host/docker/image-labels.ts";
import type { StepContext } from "../steps/step.ts";

/** Marks everything that was built on this machine, so that a report can say what ran. */
export const BUILT_LABEL = "org.kind-chaos.built";
/** The digest of the inputs an image was built from. */
export const INPUTS_LABEL = "org.kind-chaos.inputs";
/** Marks the containers that exist during a build only. */
export const BUILD_LABEL = "org.kind-chaos.build=1";

/** Whether the engine has an image of this name and tag. */
export async function imageExists(tag: string): Promise<boolean> {
  return (await imageLabels(tag)) !== undefined;
}

/** What `buildInContainer` needs to know about the image it makes. */
export interface ContainerBuild {
  readonly name: string;
  readonly from: string;
  readonly tag: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Dockerfile instructions other than LABEL. */
  readonly changes: readonly string[];
}

/** The instructions that give an image labels; a value may hold spaces, quotes and what a Dockerfile would expand. */
export function labelInstructions(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(
    ([name, value]) => `LABEL ${name}="${value.replaceAll(/[\\"$]/g, (character) => `\\${character}`)}"`,
  );
}

/** Makes an image from a container that `fill` completes; the container is gone afterwards, whatever happened. */
export async function buildInContainer(
  build: ContainerBuild,
  context: StepContext,
  fill: (container: string) => Promise<void>,
): Promise<void> {
  const container = `kind-chaos-build-${build.name}`;
  await run(["docker", "rm", "--force", container]);
  try {
    const start = ["docker", "run", "--detach", "--privileged", "--network", "none", "--name", container];
    await mustRun([...start, "--label", BUILD_LABEL, build.from, "sleep", "infinity"], {
      logFile: context.logFile,
      signal: context.signal,
    });
    await fill(container);
    const labels = { [BUILT_LABEL]: "local", ...build.labels };
    const changes = [...build.changes, ...labelInstructions(labels)];
    await mustRun(["docker", "commit", ...changes.flatMap((change) => ["--change", change]), container, build.tag], {
      logFile: context.logFile,
      signal: context.signal,
    });
  } finally {
    await run(["docker", "rm", "--force", container]);
  }
}
