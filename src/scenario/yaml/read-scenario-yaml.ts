import { relative } from "node:path";
import { readInputFile } from "../../host/input-file.ts";
import { readYamlText } from "../../host/yaml-text.ts";
import { messageOf, UsageError } from "../../model/errors.ts";
import { plainText } from "../../model/plain-text.ts";
import type { Scenario } from "../../model/scenario.ts";
import { describePath } from "../scenario-file.ts";
import { noCode } from "../strict-input.ts";
import type { Known } from "../validation/known.ts";
import { decodeScenario } from "./decode-scenario.ts";

/** Far more than any scenario has; a parser takes a second for as many keys at worst. */
const mostBytes = 2 ** 17;

/** A scenario as its file says it. */
export interface ReadScenario {
  readonly scenario: Scenario;
  /** The file, as seen from the working folder, with the line of a place in the scenario where it can be told. */
  whereIs(message: string): string;
}

/** Reads a scenario in YAML; throws UsageError with file, line, place and what to do. */
export function readScenarioYaml(file: string, known: Known): ReadScenario {
  const where = relative(process.cwd(), file);
  const { value, lineOf, strangeTag } = readYamlText(readInputFile(file, { mostBytes }), where);
  if (strangeTag !== undefined)
    throw new UsageError(`${where}:${strangeTag.line}: the tag ${strangeTag.tag} means nothing here: ${noCode}`);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`${where}:1: is no scenario: summary, topology, lanes, steps and guarantees`);
  const decoded = decodeScenario(value, known);
  const whereIs = (message: string) => {
    const path = pathIn(message);
    return path.length === 0 ? where : `${where}:${lineOf(path)}`;
  };
  if (decoded.ok) return { scenario: decoded.value, whereIs };
  const { path, words } = decoded.mistake;
  throw new UsageError(`${where}:${lineOf(path)}: ${describePath(path)}: ${plainText(words)}`);
}

/** The path that a message about a scenario begins with: "steps[2].inject.target: …". */
function pathIn(message: string): (string | number)[] {
  const place = /^\w+(?:\[\d+\]|\.\w+)*(?=: )/.exec(message)?.[0] ?? "";
  return [...place.matchAll(/\[(\d+)\]|\w+/g)].map(([word, index]) => (index === undefined ? word : Number(index)));
}

/** Puts file and line before what is wrong in a scenario that was read. */
export function inYaml<Value>({ whereIs }: ReadScenario, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const message = messageOf(error);
    throw new UsageError(`${whereIs(message)}: ${message}`, { cause: error });
  }
}
