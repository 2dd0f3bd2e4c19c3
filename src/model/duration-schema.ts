import { z } from "zod";
import { toMs } from "./duration.ts";

/** The shape of a length of time as people write it, such as "5s". */
export const durationSchema = z.string().refine(isDuration, "is not a duration: write for example 250ms, 20s or 5m");

function isDuration(text: string): boolean {
  try {
    toMs(text);
    return true;
  } catch {
    return false; // Says so by its answer; zod makes the message.
  }
}
