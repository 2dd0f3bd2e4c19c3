import type { Answered, Program, Setting } from "./facts.ts";

/** What a program's --help lists. */
export interface KnownSettings {
  readonly flags: ReadonlySet<string>;
  readonly gates: ReadonlySet<string>;
}

/** Reads what a program's --help lists. What is deprecated, or a gate that is for good, is hidden there: it is no proof. */
export function knownIn(help: string): KnownSettings {
  const flags = [...help.matchAll(/^\s*(?:-\w, )?--?([a-zA-Z][\w.-]*)(?=[\s=,]|$)/gm)].map(([, name = ""]) => name);
  const gates = [...help.matchAll(/(?:^|[\s:])([A-Za-z]\w*)=true\|false /gm)].map(([, name = ""]) => name);
  return { flags: new Set(flags), gates: new Set(gates) };
}

/** Whether --help lists a setting, with a value that a gate takes. */
export function isListed({ kind, name, value }: Setting, { flags, gates }: KnownSettings): boolean {
  if (kind === "flag") return flags.has(name);
  return gates.has(name.replace(/^kube:/, "")) && /^(true|false)$/i.test(value);
}

/**
 * The words by which a program is asked whether it takes a setting, without starting what it does: all set their flags
 * before they print their version. Gates are set before that, too (component-base, ComponentGlobalsRegistry), other than
 * kubelet's, which are set before it looks for its configuration, and kube-proxy's, before it writes its own.
 */
export function questionOf({ program, kind, name, value }: Setting): string[] {
  const asked = kind === "flag" ? `--${name}=${value}` : `--feature-gates=${name}=${value}`;
  if (kind === "gate" && program === "kubelet") return [asked, "--config=/nonexistent"];
  if (kind === "gate" && program === "kube-proxy") return [asked, "--write-config-to=/dev/null"];
  return [asked, program === "etcd" ? "--version" : "--version=true"];
}

/** The words of a refusal: pflag's, the flag package's, those of feature gates. */
const refusals = [
  /unknown (?:shorthand )?flag: .*/,
  /flag provided but not defined: .*/,
  /unrecognized feature gate: .*/,
  /cannot set feature gate .*/,
  /invalid (?:argument|value|boolean value) .*/,
];

/** What a program answered, by its own words; undefined where it ended otherwise than it should and said nothing known. */
export function answerOf(setting: Setting, exitCode: number, output: string): Answered | undefined {
  // Some write their error as a log does, in quotation marks.
  const told = (pattern: RegExp) => pattern.exec(output)?.[0].trim().replace(/"$/, "");
  const refused = refusals.map(told).find((words) => words !== undefined);
  if (refused !== undefined) return { said: "refuses", words: refused };
  // A kubelet without a configuration ends with an error of its own, after it took the gate.
  const isOver = exitCode === 0 || (setting.program === "kubelet" && /failed to load kubelet config file/.test(output));
  if (!isOver) return undefined;
  const deprecated = told(/(?:Flag --\S+ has been deprecated|Setting (?:GA|deprecated) feature gate).*/);
  return deprecated === undefined ? { said: "takes", words: "" } : { said: "deprecated", words: deprecated };
}

/** The programs of a node image that are containers' images there, by the files that they have in them. */
export const imagePrograms: readonly Program[] = [
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kube-proxy",
  "etcd",
];

/**
 * What kubeadm says of a configuration, without what it says of every one: that it is fine, and that the container that
 * it is asked in has no network.
 */
export function kubeadmWords(output: string): string {
  return output
    .split("\n")
    .map((line) => line.replace(/^[IWE]\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ [\w.]+:\d+\] /, "").trim())
    .filter((line) => !["", "ok"].includes(line) && !line.includes("could not obtain a bind address"))
    .filter((line) => !line.startsWith("To see the stack trace of this error"))
    .join("; ");
}
