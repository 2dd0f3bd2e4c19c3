import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { CommandOptions } from "../../host/command.ts";
import { compileEnvironment, compileFlags, linkerFlags } from "../go/go-settings.ts";
import type { StepContext } from "../steps/step.ts";
import type { Component } from "./node-image-inputs.ts";

const specSchema = z.strictObject({
  /** Name of the binary → Go package. */
  binaries: z.record(z.string(), z.string()),
  tags: z.string().optional(),
  /** Go variable → value set by the linker; {version}, {major} and {minor} are filled in. */
  variables: z.record(z.string(), z.string()).optional(),
});

type BuildSpec = z.infer<typeof specSchema>;

/** A component in a folder of its own, ready for Go. */
export interface PreparedComponent {
  /** Name of the binary → Go package. */
  readonly binaries: Readonly<Record<string, string>>;
  /** The flags of `go build` and of `go list`. */
  readonly flags: readonly string[];
  /** How Go is called: in that folder, with its temporary files in it, and as a group that ends as a whole. */
  readonly options: CommandOptions;
}

/**
 * Puts what a component is compiled from into a folder, so that Go never writes into the project; for a processor as Go
 * calls it ("arm64"), by default this machine's.
 */
export function prepareComponent(
  component: Component,
  work: string,
  context: StepContext,
  processor?: string,
): PreparedComponent {
  const spec = specSchema.parse(JSON.parse(readFileSync(component.specFile, "utf8")));
  const temporary = join(work, "tmp");
  // Go that was killed leaves its temporary files.
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  for (const [path, name] of component.sources) copyFileSync(path, join(work, name));
  const env = {
    ...compileEnvironment(),
    GOFLAGS: `${process.env.GOFLAGS ?? ""} -mod=readonly -buildvcs=false`,
    GOTMPDIR: temporary,
    ...(processor === undefined ? {} : { GOARCH: processor }),
  };
  return {
    binaries: spec.binaries,
    flags: buildFlags(spec, component.version),
    // Go that is stopped leaves its compilers at work, unless their group is ended.
    options: { cwd: work, env, logFile: context.logFile, signal: context.signal, group: true },
  };
}

/** The flags of `go build` for a component in a version. */
export function buildFlags(spec: Pick<BuildSpec, "tags" | "variables">, version: string): string[] {
  const [major = "", minor = ""] = version.split(".");
  const fill = (text: string): string =>
    text.replace("{version}", version).replace("{major}", major).replace("{minor}", minor);
  const variables = Object.entries(spec.variables ?? {}).map(([name, value]) => `-X ${name}=${fill(value)}`);
  const tags = spec.tags === undefined ? [] : ["-tags", spec.tags];
  return [...compileFlags, ...tags, "-ldflags", [linkerFlags, ...variables].join(" ")];
}
