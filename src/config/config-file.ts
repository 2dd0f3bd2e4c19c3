import { existsSync, lstatSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { readInputFile } from "../host/input-file.ts";
import { readYamlText } from "../host/yaml-text.ts";
import { type Config, configSchema } from "../model/config.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import { describePath } from "../scenario/scenario-file.ts";
import { importModule } from "../scenario/scenario-module.ts";
import { isYaml } from "../scenario/scenario-word.ts";
import { decode, noCode } from "../scenario/strict-input.ts";

/** What is read in the working folder where no other file is named. */
const usualFiles = ["kind-chaos.config.yaml", "kind-chaos.config.yml", "kind-chaos.config.ts"] as const;

/** Names by which other tools have theirs: such a file would look as if it had an effect. */
const otherFiles = ["json", "js", "mjs", "cjs", "mts", "cts"].map((ending) => `kind-chaos.config.${ending}`);

/** More than anybody's configuration; a parser takes a second for as many keys at worst. */
const mostBytes = 2 ** 17;

/** A config file as it was read. */
export interface ReadConfig {
  /** As seen from the working folder. */
  readonly file: string;
  /** The folder that the paths in it begin in. */
  readonly folder: string;
  readonly config: Config;
  /** Where something in it stands: "kind-chaos.config.yaml:12"; the file alone where it is TypeScript. */
  whereIs(path: readonly PropertyKey[]): string;
}

/**
 * Reads the config file that was named with a flag, or the usual one of the working folder; undefined where there is none. Throws
 * UsageError with file, line where it can be told, place and what to do, for a mistake in it, and where there are two.
 */
export async function readConfig(named: string | undefined, flag = "--config"): Promise<ReadConfig | undefined> {
  // A link that leads nowhere is refused when it is read, not passed over.
  const isThere = (file: string) => lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  const [usual, other] = usualFiles.filter(isThere);
  const unread = otherFiles.find(isThere);
  if (named === undefined && unread !== undefined)
    throw new UsageError(`${unread}: a config file is .yaml or .ts: rename it, or name one with --config`);
  if (named === undefined && other !== undefined)
    throw new UsageError(`${usual} and ${other} are both there: keep one of them, or name one with --config`);
  const path = named ?? usual;
  if (path === undefined) return undefined;
  if (named !== undefined && !existsSync(path)) throw new UsageError(`${flag} ${path}: there is no such file`);
  const file = relative(process.cwd(), resolve(path)) || path;
  const { value, whereIs } = isYaml(path) ? readYaml(path, file) : await importConfig(path, file, flag);
  const decoded = decode(configSchema, value);
  if (decoded.ok) return { file, folder: dirname(resolve(path)), config: decoded.value, whereIs };
  const place = decoded.mistake.path.length === 0 ? "" : `${describePath(decoded.mistake.path)}: `;
  throw new UsageError(`${whereIs(decoded.mistake.path)}: ${place}${plainText(decoded.mistake.words)}`);
}

type Found = Pick<ReadConfig, "whereIs"> & { readonly value: unknown };

function readYaml(path: string, file: string): Found {
  const { value, lineOf, strangeTag } = readYamlText(readInputFile(path, { mostBytes }), file);
  if (strangeTag !== undefined)
    throw new UsageError(`${file}:${strangeTag.line}: the tag ${strangeTag.tag} means nothing here: ${noCode}`);
  return { value: value ?? {}, whereIs: (place) => `${file}:${lineOf(place)}` };
}

async function importConfig(path: string, file: string, flag: string): Promise<Found> {
  if (!/\.[cm]?ts$/.test(path)) throw new UsageError(`${flag} ${path}: a config file is .yaml or .ts`);
  const imported = await importModule(resolve(path));
  if (imported.is === "problem")
    throw new UsageError(`${file}${imported.line === undefined ? "" : `:${imported.line}`}: ${imported.message}`);
  if (imported.value === undefined) throw new UsageError(`${file}: it has no default export: defineConfig({ … })`);
  return { value: imported.value, whereIs: () => file };
}

/** Returns what the check returns, and puts the place in the config file before what is wrong there. */
export function inConfig<Value>(
  { whereIs }: Pick<ReadConfig, "whereIs">,
  path: readonly PropertyKey[],
  check: () => Value,
): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${whereIs(path)}: ${messageOf(error)}`, { cause: error });
  }
}
