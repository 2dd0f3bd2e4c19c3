import type { Command } from "commander";
import { type NotifyAddress, readAddress } from "../notify/address.ts";
import type { Message } from "../notify/message.ts";
import { post } from "../notify/post.ts";
import { toStderr } from "../terminal/output.ts";

/** Where a person wants the verdict posted. */
export interface NotifyOptions {
  readonly notify?: readonly string[];
}

/** Adds `--notify`. */
export function addNotifyOption(command: Command): Command {
  return command.option(
    "--notify <url>",
    "post the verdict there when all is over, as Slack takes it (hooks.slack.com, slack+https://…) or as plain JSON; env:NAME takes the address from a variable; may be given several times (docs/ci.md)",
    // An error must not repeat what may be a secret, so the address is read later, with words of our own.
    (word: string, words: readonly string[] = []) => [...words, word],
  );
}

/** The addresses that were given; throws UsageError, which does not repeat them, for what is none. */
export function addressesOf(
  { notify = [] }: NotifyOptions,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): NotifyAddress[] {
  return notify.map((word) => readAddress(word, environment));
}

/**
 * Posts a message to all; what fails is said in one line and decides nothing. Who interrupts meanwhile ends it; a run
 * that was interrupted before is told all the same.
 */
export async function notifyAll(
  addresses: readonly NotifyAddress[],
  message: Message,
  signal?: AbortSignal,
): Promise<void> {
  const stop = signal?.aborted === true ? undefined : signal;
  const problems = await Promise.all(addresses.map((address) => post(address, message, { stop })));
  for (const [index, problem] of problems.entries())
    if (problem !== undefined)
      toStderr(`chaos: the verdict was not posted to ${addresses[index]?.shown}: ${problem}\n`);
}
