import { PlatformError } from "../model/errors.ts";

/** Flags of one command line by name, without dashes; one without a value is "true". */
export type Flags = Readonly<Record<string, string>>;

/** The components whose flags are read. */
export const components = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;

/** A script that prints a component's command line as the kernel holds it: what runs, not what a manifest says. */
export const commandLine = (name: string) =>
  `echo "== ${name}"; pid=$(pgrep -o -f '^(/[^ ]*/)?${name} ') && tr '\\0' '\\n' < /proc/$pid/cmdline`;

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
