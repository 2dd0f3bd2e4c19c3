import { PlatformError } from "../model/errors.ts";
import { type Component, componentSchema, processName } from "../node-tools/component.ts";
import { componentFunction } from "../node-tools/component-processes.ts";

/** Flags of one command line by name, without dashes; one without a value is "true". */
export type Flags = Readonly<Record<string, string>>;

/** The components whose flags are read. */
export const components = componentSchema.options;

/** A script that prints command lines of components as the kernel holds them: what runs, not what a manifest says. */
export function commandLines(...names: readonly Component[]): string {
  const each = names.map(
    (name) =>
      `echo "== ${name}"; pid=$(component ${processName(name)} | head -n 1); [ -n "$pid" ] && tr '\\0' '\\n' < /proc/$pid/cmdline`,
  );
  return [componentFunction, ...each].join("; ");
}

/**
 * Command-line flags by component, from the output of the script above; throws PlatformError where a component is
 * missing.
 */
export function parseCommandLines(text: string): Record<string, Flags> {
  const sections = text.split(/^== /m).slice(1);
  const flags = Object.fromEntries(
    sections.map((section) => {
      const [name = "", ...words] = section.split("\n");
      const pairs = words.flatMap((word) => {
        const match = /^--([^=]+)(?:=(.*))?$/.exec(word);
        return match === null ? [] : [[match[1] ?? "", match[2] ?? "true"] as const];
      });
      return [name, Object.fromEntries(pairs)] as const;
    }),
  );
  const missing = components.filter((name) => Object.keys(flags[name] ?? {}).length === 0);
  if (missing.length > 0)
    throw new PlatformError("settings", `no running ${missing.join(", ")} was found to read flags from`);
  return flags;
}
