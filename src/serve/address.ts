import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Names of this machine's loopback, whatever the port: a tunnel has another one on its own side. */
const loopbackHosts: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/** A word that nobody can guess: 192 bits, as it stands in an address. */
export function newToken(): string {
  return randomBytes(24).toString("base64url");
}

/** What is asked for below the token: "" is the page; undefined where the path has another token or none. */
export function pathBelow(token: string, path: string): string | undefined {
  const [, given = "", ...rest] = (path.split("?")[0] ?? "").split("/");
  // Without its last slash the page's own links would lead elsewhere.
  return isSame(given, token) && rest.length > 0 ? rest.join("/") : undefined;
}

/**
 * Whether a request was made to this machine by its own name: a page from elsewhere whose name was pointed at loopback
 * (DNS rebinding) sends its own.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return loopbackHosts.includes((host ?? "").replace(/:\d{1,5}$/, "").toLowerCase());
}

/** In a time that does not depend on how much of it is right. */
function isSame(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
