import { type CommandFlag, flagsIn } from "../model/command-flags.ts";
import { PlatformError } from "../model/errors.ts";
import { processName, type StaticPod, staticPodSchema } from "../node-tools/component.ts";
import { componentFunction } from "../node-tools/component-processes.ts";

/** Flags of one command line by name, without dashes; one without a value is "true". */
export type Flags = Readonly<Record<string, string>>;

/** The components whose flags are read. */
export const components = staticPodSchema.options;

/** What etcd takes a flag from that its command line does not have: its name in capitals, with "_" for "-". */
const etcdEnvironment = /^ETCD_([A-Z][A-Z_]*)=(.*)$/;

/**
 * A script that prints command lines of components as the kernel holds them: what runs, not what a manifest says. Before
 * etcd's stands what of its environment are flags, too.
 */
export function commandLines(...names: readonly StaticPod[]): string {
  const each = names.map((name) => {
    const read = (file: string) => `tr '\\0' '\\n' </proc/$pid/${file}`;
    const environment = name === "etcd" ? `${read("environ")} | sed -n '/^ETCD_/p'; ` : "";
    return `echo "== ${name}"; pid=$(component ${processName(name)} | head -n 1); [ -n "$pid" ] && { ${environment}${read("cmdline")}; }`;
  });
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
      const [name = "", ...lines] = section.split("\n");
      const words = lines.filter((line) => line !== "");
      // Of a flag that is there twice the last counts, and one of the command line before the environment.
      const own = [...(name === "etcd" ? words.flatMap(environmentFlag) : []), ...flagsIn(words)];
      return [name, Object.fromEntries(own)] as const;
    }),
  );
  const missing = components.filter((name) => Object.keys(flags[name] ?? {}).length === 0);
  if (missing.length > 0)
    throw new PlatformError("settings", `no running ${missing.join(", ")} was found to read flags from`);
  return flags;
}

function environmentFlag(line: string): CommandFlag[] {
  const [, name, value = ""] = etcdEnvironment.exec(line) ?? [];
  return name === undefined ? [] : [[name.toLowerCase().replaceAll("_", "-"), value]];
}
