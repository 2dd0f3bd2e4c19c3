import { messageOf, PlatformError } from "../../model/errors.ts";

/** Does something with the engine; whatever goes wrong is a PlatformError of one line that says what was done. */
export async function wrapped<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    throw new PlatformError("engine", `${what}: ${reasonOf(error)}`, { cause: error });
  }
}

/** What the engine itself says of a failure. */
export function reasonOf(error: unknown): string {
  return (error as { json?: { message?: string } }).json?.message ?? messageOf(error);
}

/** Whether the engine says that there is no such thing, or, of one that is to go, that it is on its way. */
export function isGone(error: unknown): boolean {
  return [404, 409].includes((error as { statusCode?: number }).statusCode ?? 0);
}
