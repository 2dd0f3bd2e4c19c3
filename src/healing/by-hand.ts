import { type Action, describeAction } from "../model/action.ts";

/** Beyond so many characters a command tells a person nothing that its leftover's own words did not. */
const longestShown = 120;

/** What was done, in a few words: the commands where these are short. */
export function shortWords(actions: readonly Action[]): string {
  const words = actions.map(describeAction).join("; ");
  return words.length <= longestShown && !words.includes("\n") ? words : "mended in the node";
}

/** The same as commands for a person's own shell, on one line whatever is in them. */
export function byHand(actions: readonly Action[]): string {
  return actions.map(onOneLine).join("; ");
}

function onOneLine(action: Action): string {
  if (action.do !== "exec" || !action.argv.some((word) => word.includes("\n"))) return describeAction(action);
  const words = action.argv.map((word) => `$'${word.replaceAll(/[\\']/g, "\\$&").replaceAll("\n", "\\n")}'`);
  return `docker exec ${action.node} ${words.join(" ")}`;
}
