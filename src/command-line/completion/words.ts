import type { Argument, Command, Option } from "commander";
import { tagNames } from "../../model/tags.ts";
import { describedKinds } from "../../scenario/description/description.ts";
import { listedKinds } from "../../scenario/description/listing.ts";
import { libraryNames } from "../../scenario/places.ts";

/** What may stand at a place of a command line: words, scenarios (the user's own too), folders of runs, or any file. */
export type Candidates = readonly string[] | "scenarios" | "runs" | "files";

/** An option as a shell completes it. */
export interface CompletedOption {
  /** With their dashes: "--quiet", "-q". */
  readonly names: readonly string[];
  readonly summary: string;
  /** What its value may be; undefined where it has none. */
  readonly value: Candidates | undefined;
}

/** A verb as a shell completes it. */
export interface CompletedVerb {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What its arguments may be; undefined where it has none. */
  readonly takes: Candidates | undefined;
}

/** Everything that a shell completes: the verbs, in the order of the help, and the names of the library's scenarios. */
export interface Completed {
  readonly verbs: readonly CompletedVerb[];
  readonly scenarios: readonly string[];
}

/** Reads from the commands themselves what can be completed, so that no verb and no option is forgotten. */
export function completedWords(program: Command): Completed {
  return { verbs: program.commands.map(completedVerb), scenarios: libraryNames("scenario") };
}

function completedVerb(command: Command): CompletedVerb {
  const options = [...command.options.filter(({ hidden }) => !hidden).map(completedOption), help];
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    summary: command.description(),
    options,
    takes: argument === undefined ? undefined : takenBy(argument),
  };
}

const help: CompletedOption = { names: ["--help"], summary: "show what it does and takes", value: undefined };

function completedOption(option: Option): CompletedOption {
  const names = [option.long, option.short].filter((name) => name !== undefined && name !== null);
  const takesValue = option.required || option.optional;
  return { names, summary: option.description, value: takesValue ? valuesOf(option) : undefined };
}

function valuesOf({ long, argChoices }: Option): Candidates {
  if (argChoices !== undefined) return argChoices;
  if (long === "--tag") return tagNames;
  if (long === "--topology") return libraryNames("topology");
  return long === "--format" || long === "--reporter" ? libraryNames("reporter") : "files";
}

function takenBy(argument: Argument): Candidates {
  if (argument.argChoices !== undefined) return argument.argChoices;
  switch (argument.name()) {
    case "scenarios":
      return "scenarios";
    case "what":
      return [...listedKinds, ...libraryNames("scenario")];
    case "words":
      return [
        ...new Set(describedKinds.flatMap((kind) => [kind, ...(kind === "tag" ? tagNames : libraryNames(kind))])),
      ];
    case "folder":
      return "files";
    default:
      return "runs";
  }
}
