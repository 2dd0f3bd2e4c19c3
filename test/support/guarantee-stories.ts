import { loadGuarantees } from "../../src/scenario/catalogue.ts";
import type { Stories } from "../../src/stories/story.ts";

/** The made-up runs of every guarantee, by its name; each definition carries its own. */
export const guaranteeStories: Readonly<Record<string, Stories>> = Object.fromEntries(
  [...(await loadGuarantees())].map(([name, definition]) => [name, definition.stories()]),
);
