import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun, run } from "../../host/command.ts";
import { UsageError } from "../../model/errors.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { prepareComponent } from "./go-component.ts";
import { PackageCount, packagesToCompile } from "./go-packages.ts";
import type { Component } from "./node-image-inputs.ts";

/** The folder of a component's finished binaries; it exists only when all of them are there. */
export function binariesFolder(component: Component): string {
  return join(cacheSubfolder("binaries"), `${component.name}-${component.version}-${component.digest}`);
}

/** Whether a component is made from other modules than its own. */
export function hasModules({ sources }: Component): boolean {
  return [...sources].some(([path, name]) => name === "go.sum" && statSync(path).size > 0);
}

/** A step that fetches a component's modules, and lists the packages of them; others are compiled meanwhile. */
export function goModulesStep(component: Component, needs: readonly string[]): Step {
  return {
    name: `modules-${component.name}`,
    title: `modules of ${titleOf(component)}`,
    needs,
    check: async () => (builtAlready(component) === undefined ? undefined : "not needed"),
    async run(context) {
      await requireGo();
      const { binaries, flags, options } = prepareComponent(component, workFolder(component), context);
      await mustRun(["go", "list", "-deps", ...flags, ...Object.values(binaries)], options);
      return "fetched";
    },
  };
}

/** A step that compiles one component; what was compiled before is in Go's own cache, also after an interruption. */
export function goBuildStep(component: Component, needs: readonly string[]): Step {
  return {
    name: `build-${component.name}`,
    title: titleOf(component),
    needs,
    check: async () => builtAlready(component),
    async run(context) {
      const work = workFolder(component);
      renameSync(await compile(component, work, context), binariesFolder(component));
      rmSync(work, { recursive: true });
      return "built";
    },
  };
}

function titleOf({ name, version }: Component): string {
  return version === "1" ? name : `${name} ${version}`;
}

function builtAlready(component: Component): string | undefined {
  return existsSync(binariesFolder(component)) ? "built" : undefined;
}

function workFolder(component: Component): string {
  return cacheSubfolder("work", `${component.name}-${component.digest}`);
}

/**
 * Compiles a component in a folder, for a processor as Go calls it ("arm64"), by default this machine's; returns the
 * folder of the binaries.
 */
export async function compile(
  component: Component,
  work: string,
  context: StepContext,
  processor?: string,
): Promise<string> {
  await requireGo();
  const { binaries, flags, options } = prepareComponent(component, work, context, processor);
  const output = join(work, "bin");
  // Go knows a finished binary by its first bytes, and would keep one of which an interruption left no more than these.
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  context.note("looking at what is to be compiled");
  const count = new PackageCount(await packagesToCompile(flags, Object.values(binaries), options), context);
  for (const group of outputGroups(binaries, output)) {
    const build = ["go", "build", "-v", ...flags, "-o", group.output, ...group.packages];
    await mustRun(build, { ...options, onErrorLine: (line) => count.line(line) });
  }
  return output;
}

/** `go build` names a binary after its package; where that is the wanted name, one call builds them all. */
function outputGroups(
  binaries: Readonly<Record<string, string>>,
  folder: string,
): { output: string; packages: string[] }[] {
  const entries = Object.entries(binaries);
  if (entries.every(([name, path]) => path.endsWith(`/${name}`)))
    return [{ output: `${folder}/`, packages: entries.map(([, path]) => path) }];
  return entries.map(([name, path]) => ({ output: join(folder, name), packages: [path] }));
}

async function requireGo(): Promise<void> {
  const version = await run(["go", "version"]).catch(() => undefined);
  if (version?.exitCode !== 0)
    throw new UsageError(
      "images that no registry gives must be built, and that needs Go 1.26 or newer on PATH: install it and run this again.",
    );
}
