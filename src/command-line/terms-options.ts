import { type Command, InvalidArgumentError } from "commander";
import { mostRetries } from "../model/suite-terms.ts";

/** What a person declares before the first run about what may be inconclusive, or broken. */
export interface TermsOptions {
  readonly retryInconclusive: number;
  readonly allowInconclusive?: boolean;
  readonly quarantine?: string;
}

/** Adds the options that say what becomes of inconclusive runs. */
export function addTermsOptions(command: Command): Command {
  return command
    .option(
      "--retry-inconclusive <times>",
      `run what was inconclusive again, at most so often (0 to ${mostRetries}), with the same seed; never what failed`,
      retries,
      0,
    )
    .option(
      "--allow-inconclusive",
      "exit with 0 where what counts passed or was carried out and stayed inconclusive, and something passed",
    );
}

/** How often an inconclusive run is run again, from the command line. */
export function retries(text: string): number {
  if (/^\d$/.test(text) && Number(text) <= mostRetries) return Number(text);
  throw new InvalidArgumentError(`a whole number from 0 to ${mostRetries} is expected`);
}

/** Whether what was declared is a matter of several runs, so that a single one gets a summary as if it were several. */
export function isOfSeveral({ retryInconclusive, allowInconclusive, quarantine }: TermsOptions): boolean {
  return retryInconclusive > 0 || allowInconclusive === true || quarantine !== undefined;
}
