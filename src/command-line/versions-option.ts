import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "../model/errors.ts";
import { choicesOf, type ImageChoice } from "../setup/versions/image-choice.ts";

/** On which versions of Kubernetes scenarios are run, each on every one. */
export interface VersionsOption {
  readonly versions?: readonly string[];
}

/** Adds `--versions`. */
export function addVersionsOption(command: Command): Command {
  return command.option(
    "--versions <list>",
    'run every scenario on each of these versions of Kubernetes, with blanks or commas between: "1.36 1.37"',
    readVersions,
  );
}

/** Versions from the command line: "1.36, 1.37". */
export function readVersions(text: string): string[] {
  const versions = text.split(/[\s,]+/).filter((word) => word !== "");
  if (versions.length > 0) return versions;
  throw new InvalidArgumentError('versions are expected, with blanks or commas between: "1.36 1.37"');
}

/**
 * What clusters are made of, one choice for each version, each version once. Throws UsageError where versions are said in
 * two ways, and for what cannot be provided.
 */
export function onEachVersion<Options extends ImageChoice & VersionsOption>(
  options: Options,
): (Options & ImageChoice)[] {
  const { versions, kubernetes, image, kind } = options;
  if (versions === undefined) return [options];
  if (kubernetes !== undefined) throw new UsageError("--versions and --kubernetes: give one of them");
  const choices = choicesOf({ kubernetes: versions, image, kind });
  return choices.map((choice) => ({ ...options, kubernetes: choice.kubernetes }));
}
