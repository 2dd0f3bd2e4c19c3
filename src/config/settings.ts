import { join, parse, relative, resolve } from "node:path";
import type { Config } from "../model/config.ts";
import { UsageError } from "../model/errors.ts";
import { scenarioBeside } from "../scenario/quarantine-file.ts";
import { inConfig, type ReadConfig } from "./config-file.ts";

/** One setting of a config file, with the option of `run` that it is the default of. */
export interface Setting {
  /** As the file has it: "reports", "run.repeat". */
  readonly key: string;
  /** Commander's name of the option. */
  readonly option: string;
  readonly path: readonly string[];
}

/** Settings that are no default of a flag: they are read by who needs them. */
export const furtherSettings = ["scenarios", "limits", "baselines"] as const;

/** Every setting that is the default of a flag. */
export const settings: readonly Setting[] = [
  { key: "reporters", option: "reporter", path: ["reporters"] },
  { key: "reports", option: "reports", path: ["reports"] },
  { key: "quarantine", option: "quarantine", path: ["quarantine"] },
  { key: "notify", option: "notify", path: ["notify"] },
  ...(
    [
      "topology",
      "profile",
      "overrideTimings",
      "kubernetes",
      "image",
      "kind",
      "afterCreate",
      "seed",
      "repeat",
      "failFast",
      "deadline",
      "keep",
      "reuse",
      "readyTimeout",
      "queue",
      "retryInconclusive",
      "allowInconclusive",
      "quiet",
      "verbose",
    ] satisfies (keyof NonNullable<Config["run"]>)[]
  ).map((option) => ({ key: `run.${option}`, option, path: ["run", option] })),
];

/** What a config file says of a setting, with paths as seen from the working folder; undefined where it says nothing. */
export function settingOf({ config, folder }: Pick<ReadConfig, "config" | "folder">, { path }: Setting): unknown {
  const [key = "", inner] = path;
  const outer = (config as Readonly<Record<string, unknown>>)[key];
  const value = inner === undefined ? outer : (outer as Readonly<Record<string, unknown>> | undefined)?.[inner];
  if (key === "reports" || key === "quarantine") return typeof value === "string" ? seen(value, folder) : undefined;
  if (key === "reporters") return (value as readonly string[] | undefined)?.map((word) => seenFile(word, folder));
  if (inner === "afterCreate" && typeof value === "string") return seen(value, folder);
  return inner === "topology" && typeof value === "string" ? seenFile(value, folder) : value;
}

/**
 * The scenarios that a config file names, files as seen from the working folder; throws UsageError with the place of one
 * that there is not.
 */
export function scenariosOf(read: Pick<ReadConfig, "config" | "folder" | "whereIs">): readonly string[] {
  return (read.config.scenarios ?? []).map((word, index) => {
    inConfig(read, ["scenarios", index], () => scenarioBeside(word, read.folder));
    return seenFile(word, read.folder);
  });
}

/** The scenario that a run of `monitor` says it is of. */
const monitored = "monitor";

/**
 * The runs that others are compared with, as seen from the working folder, by the name of their scenario; throws
 * UsageError with the place of a scenario that there is not, or that is there twice.
 */
export function baselinesOf(read: Pick<ReadConfig, "config" | "folder" | "whereIs">): ReadonlyMap<string, string> {
  const baselines = new Map<string, string>();
  for (const [word, run] of Object.entries(read.config.baselines ?? {}))
    inConfig(read, ["baselines", word], () => {
      const name = word === monitored ? word : parse(scenarioBeside(word, read.folder)).name;
      if (baselines.has(name)) throw new UsageError(`${name} is there twice: keep one`);
      baselines.set(name, relative(process.cwd(), resolve(read.folder, run)) || ".");
    });
  return baselines;
}

/** A word that may be a name: only a file is one of the config file's folder. */
function seenFile(word: string, folder: string): string {
  return word.includes("/") || /\.(?:[cm]?[jt]s|ya?ml)$/.test(word) ? seen(word, folder) : word;
}

function seen(path: string, folder: string): string {
  if (path.startsWith("/")) return path;
  const found = relative(process.cwd(), join(folder, path)) || ".";
  // Without a slash it would be a name again.
  return path.includes("/") && !found.includes("/") ? `./${found}` : found;
}
