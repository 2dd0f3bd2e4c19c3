import { messageOf, UsageError } from "../../model/errors.ts";

/**
 * Returns what the check returns, and puts the place in the scenario before what is wrong there. Places nest:
 * "steps[2]" around ".while[0].perform" is "steps[2].while[0].perform".
 */
export function at<Value>(place: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const message = messageOf(error);
    throw new UsageError(`${place}${/^(?:\.\w|\[)/.test(message) ? "" : ": "}${message}`, { cause: error });
  }
}
