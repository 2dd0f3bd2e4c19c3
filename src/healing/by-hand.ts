import { type Action, describeAction } from "../model/action.ts";

/** Beyond so many characters a command tells a person nothing that its leftover's own words did not. */
const longestShown = 120;

/** What was done, in a few words: the commands where these are short. */
export function shortWords(actions: readonly Action[]): string {
  const words = actions.map(describeAction).join("; ");
  return words.length <= longestShown && !words.includes("$'") ? words : "mended in the node";
}

/** The same as commands for a person's own shell, on one line whatever is in them. */
export function byHand(actions: readonly Action[]): string {
  return actions.map(describeAction).join("; ");
}
