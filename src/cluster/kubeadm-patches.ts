import { messageOf, UsageError } from "../model/errors.ts";
import { jsonOf, splitDocuments } from "./kind-file/patch-text.ts";

/** The documents in the text of one patch, mostly one, as kind reads them; throws UsageError where it is no YAML. */
export function documentsOf(text: string): unknown[] {
  try {
    return splitDocuments(text).map(jsonOf);
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}
