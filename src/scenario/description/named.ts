import { UsageError } from "../../model/errors.ts";
import { tagNames } from "../../model/tags.ts";
import { namesOf } from "../catalogue.ts";
import { nearestNames, unknownName } from "../nearest-names.ts";
import { isScenarioFile } from "../scenario-word.ts";
import { type DescribedKind, describedKinds } from "./description.ts";

/** What a person means by a name: a thing of the library, or the file of a scenario. */
export interface Named {
  readonly kind: DescribedKind;
  readonly name: string;
}

/** The names of everything of a kind. */
export function namesOfKind(kind: DescribedKind): readonly string[] {
  return kind === "tag" ? tagNames : namesOf(kind);
}

/** The kind that a word means, "fault" or "faults"; undefined where it means none. */
export function kindOfWord(word: string): DescribedKind | undefined {
  return describedKinds.find((kind) => [kind, `${kind}s`, kind.replace(/y$/, "ies")].includes(word.toLowerCase()));
}

/**
 * What "<name>" or "<kind> <name>" means; throws UsageError with the nearest names where there is no such thing, and
 * where one name is that of several things.
 */
export function namedBy(words: readonly string[]): Named {
  const [first = "", second] = words;
  if (words.length > 2)
    throw new UsageError(`"${words.join(" ")}": one thing is described, for example "fault node-kill"`);
  if (second !== undefined) return namedOfKind(first, second);
  if (isScenarioFile(first)) return { kind: "scenario", name: first };
  const kinds = describedKinds.filter((kind) => namesOfKind(kind).includes(first));
  const [kind] = kinds;
  if (kind === undefined) throw nothingCalled(first);
  // What is run by its name is meant first.
  if (kinds.length === 1 || kind === "scenario") return { kind, name: first };
  const ways = kinds.map((one) => `describe ${one} ${first}`).join(" or ");
  throw new UsageError(`"${first}" is the name of ${kinds.length} things: say ${ways}`);
}

function namedOfKind(word: string, name: string): Named {
  const kind = kindOfWord(word);
  if (kind === undefined) throw unknownName("kind", word, describedKinds);
  if (kind === "scenario" && isScenarioFile(name)) return { kind, name };
  if (!namesOfKind(kind).includes(name)) throw unknownName(kind, name, namesOfKind(kind));
  return { kind, name };
}

function nothingCalled(name: string): UsageError {
  const all = describedKinds.flatMap((kind) => namesOfKind(kind).map((one) => ({ kind, one })));
  const near = nearestNames(name, [...new Set(all.map(({ one }) => one))]);
  const words = near.map((one) => `${all.find((other) => other.one === one)?.kind} ${one}`);
  const hint = near.length > 0 ? `did you mean ${words.join(" or ")}?` : '"npx kind-chaos list" shows what there is';
  return new UsageError(`Nothing is called "${name}": ${hint}`);
}
