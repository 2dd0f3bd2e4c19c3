import { plainText } from "../model/plain-text.ts";

/** A text from elsewhere in a journal, characters: of a version or a reason the rest says nothing. */
const mostCharacters = 500;

/** A text from elsewhere as it is journaled: plain, and cut. */
export function short(text: string): string {
  return plainText(text).slice(0, mostCharacters);
}
