import { messageOf } from "../../model/errors.ts";

/** One thing that must hold while nothing is broken. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What a check found. */
export type Look = Omit<Check, "name">;

/** The checks that do not hold, with what was found, as one line for a person. */
export function describeBad(checks: readonly Check[]): string {
  return checks
    .filter((check) => !check.ok)
    .map((check) => `${check.name}: ${check.detail}`)
    .join("; ");
}

/** Makes a check; one that cannot be made does not hold, and says why. */
export async function guarded(name: string, look: () => Promise<Look>): Promise<Check> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    // A check that cannot be made does not hold; its reason is what the person needs.
    return { name, ok: false, detail: messageOf(error) };
  }
}
