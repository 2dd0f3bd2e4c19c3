import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun, run } from "../../host/command.ts";
import { UsageError } from "../../model/errors.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { PackageCount, packagesToCompile } from "./go-packages.ts";
import type { Component } from "./node-image-inputs.ts";

const specSchema = z.strictObject({
  /** Name of the binary → Go package. */
  binaries: z.record(z.string(), z.string()),
  tags: z.string().optional(),
  /** Go variable → value set by the linker; {version}, {major} and {minor} are filled in. */
  variables: z.record(z.string(), z.string()).optional(),
});

type BuildSpec = z.infer<typeof specSchema>;

/** The folder of a component's finished binaries; it exists only when all of them are there. */
export function binariesFolder(component: Component): string {
  return join(cacheSubfolder("binaries"), `${component.name}-${component.version}-${component.digest}`);
}

/** A step that compiles one component; what was compiled before is in Go's own cache, also after an interruption. */
export function goBuildStep(component: Component, needs: readonly string[]): Step {
  return {
    name: `build-${component.name}`,
    title: component.version === "1" ? component.name : `${component.name} ${component.version}`,
    needs,
    check: async () => (existsSync(binariesFolder(component)) ? "built" : undefined),
    async run(context) {
      await buildComponent(component, context);
      return "built";
    },
  };
}

async function buildComponent(component: Component, context: StepContext): Promise<void> {
  await requireGo();
  const work = cacheSubfolder("work", `${component.name}-${component.digest}`);
  renameSync(await compile(component, work, context), binariesFolder(component));
  rmSync(work, { recursive: true });
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
  const spec = specSchema.parse(JSON.parse(readFileSync(component.specFile, "utf8")));
  const output = join(work, "bin");
  mkdirSync(output, { recursive: true });
  // Copied, so that Go never writes into the project.
  for (const [path, name] of component.sources) copyFileSync(path, join(work, name));
  const flags = buildFlags(spec, component.version);
  const env = {
    CGO_ENABLED: "0",
    GOFLAGS: `${process.env.GOFLAGS ?? ""} -mod=readonly -buildvcs=false`,
    GOWORK: "off",
    ...(processor === undefined ? {} : { GOARCH: processor }),
  };
  const options = { cwd: work, env, logFile: context.logFile, signal: context.signal };
  context.note("fetching modules");
  const count = new PackageCount(await packagesToCompile(flags, Object.values(spec.binaries), options), context);
  for (const group of outputGroups(spec, output)) {
    const build = ["go", "build", "-v", ...flags, "-o", group.output, ...group.packages];
    await mustRun(build, { ...options, onErrorLine: (line) => count.line(line) });
  }
  return output;
}

/** `go build` names a binary after its package; where that is the wanted name, one call builds them all. */
function outputGroups(spec: BuildSpec, folder: string): { output: string; packages: string[] }[] {
  const entries = Object.entries(spec.binaries);
  if (entries.every(([name, path]) => path.endsWith(`/${name}`)))
    return [{ output: `${folder}/`, packages: entries.map(([, path]) => path) }];
  return entries.map(([name, path]) => ({ output: join(folder, name), packages: [path] }));
}

/** The flags of `go build` for a component in a version. */
export function buildFlags(spec: Pick<BuildSpec, "tags" | "variables">, version: string): string[] {
  const [major = "", minor = ""] = version.split(".");
  const fill = (text: string): string =>
    text.replace("{version}", version).replace("{major}", major).replace("{minor}", minor);
  const variables = Object.entries(spec.variables ?? {}).map(([name, value]) => `-X ${name}=${fill(value)}`);
  const tags = spec.tags === undefined ? [] : ["-tags", spec.tags];
  return ["-trimpath", ...tags, "-ldflags", ["-s -w", ...variables].join(" ")];
}

async function requireGo(): Promise<void> {
  const version = await run(["go", "version"]).catch(() => undefined);
  if (version?.exitCode !== 0)
    throw new UsageError(
      "images that no registry gives must be built, and that needs Go 1.26 or newer on PATH: install it and run this again.",
    );
}
