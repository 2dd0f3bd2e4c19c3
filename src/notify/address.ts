import { UsageError } from "../model/errors.ts";

/** Where a verdict is posted. */
export interface NotifyAddress {
  /** A secret: whoever knows it can post there. */
  readonly url: URL;
  readonly form: "slack" | "json";
  /** What may be printed of it: the scheme and the host. */
  readonly shown: string;
}

const slackHost = "hooks.slack.com";

/**
 * Reads an address: https:// or http://, with "slack+" before it for what speaks as Slack does, or "env:NAME" for the
 * variable that has it. Throws UsageError, in which the address is not, for what is none.
 */
export function readAddress(word: string, environment: Readonly<Record<string, string | undefined>>): NotifyAddress {
  const variable = /^env:(.*)$/s.exec(word)?.[1];
  const said = variable === undefined ? "--notify" : `--notify env:${variable}`;
  const text = variable === undefined ? word : environment[variable];
  if (text === undefined || text === "") throw new UsageError(`${said}: there is no such variable, or it is empty`);
  const [, asSlack, address = ""] = /^(slack\+)?(.*)$/s.exec(text.trim()) ?? [];
  const url = URL.parse(address);
  if (url === null || !["https:", "http:"].includes(url.protocol) || url.hostname === "")
    throw new UsageError(`${said}: is no address: write https://…, slack+https://… or env:NAME (it is not shown here)`);
  const isSlack = asSlack !== undefined || url.hostname === slackHost;
  return { url, form: isSlack ? "slack" : "json", shown: `${url.protocol}//${url.host}/…` };
}
