import { UsageError } from "../../model/errors.ts";
import { tagNames } from "../../model/tags.ts";
import { unknownName } from "../nearest-names.ts";
import { at } from "./place.ts";

/** Throws UsageError for a tag that does not exist, with the nearest that do, and for one that is there twice. */
export function checkTags(tags: readonly string[]): void {
  for (const [index, tag] of tags.entries()) {
    at(`tags[${index}]`, () => {
      if (!(tagNames as readonly string[]).includes(tag)) throw unknownName("tag", tag, tagNames);
      if (tags.indexOf(tag) !== index) throw new UsageError(`"${tag}" is there twice`);
    });
  }
}
