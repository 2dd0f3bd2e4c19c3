import { messageOf, UsageError } from "../../model/errors.ts";

/** Puts the place in the scenario before what is wrong there. */
export function at<Value>(place: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${place}: ${messageOf(error)}`, { cause: error });
  }
}
