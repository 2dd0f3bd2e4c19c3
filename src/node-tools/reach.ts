import { PlatformError } from "../model/errors.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";

/** What became of a connection: it stood, a host answered that nobody listens, or nothing came within a second. */
export type Reach = "open" | "refused" | "silent";

/** How `timeout` of coreutils ends when the time was over. */
const timedOut = 124;

/** Opens a connection to port $2 of the address $1, as bash can. */
const connect = `exec 3<>"/dev/tcp/$1/$2"`;

/**
 * Tries a TCP connection from a node to an address; throws PlatformError "look-failed" where it failed otherwise, which
 * says nothing of the way.
 */
export async function tryToReach(runtime: NodeRuntime, from: string, address: string, port: number): Promise<Reach> {
  const attempt = ["timeout", "1", "bash", "-c", connect, "kind-chaos", address, String(port)];
  const { exitCode, stderr } = await runtime.look(from, attempt, { exits: [0, 1, timedOut] });
  if (exitCode === 0) return "open";
  if (exitCode === timedOut) return "silent";
  if (/refused/i.test(stderr)) return "refused";
  throw new PlatformError(
    "look-failed",
    `${from} could not try ${address}:${port}: ${stderr.trim() || "no reason told"}`,
  );
}
