import { PlatformError } from "../model/errors.ts";
import { dial, type HttpTarget } from "./http-dial.ts";

/** How long a look may take, milliseconds. */
const lookMs = 3_000;

/**
 * The DNS names in the certificate of whoever answers a new connection; throws PlatformError "endpoint" when none stands
 * in 3 s.
 */
export async function peerNames(target: HttpTarget): Promise<readonly string[]> {
  const { socket, done } = dial(target, 0);
  const late = () => Object.assign(new Error(`no TLS connection within ${lookMs / 1_000} s`), { code: "ETIMEDOUT" });
  const timer = setTimeout(() => socket.destroy(late()), lookMs);
  try {
    const { names } = await done;
    return [...names.matchAll(/DNS:([^,\s]+)/g)].map((match) => match[1] ?? "");
  } catch (error) {
    throw new PlatformError("endpoint", `port ${target.port}: ${(error as Error).message}`, { cause: error });
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
