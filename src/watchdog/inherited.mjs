// @ts-check
import { closeSync, readdirSync, readFileSync } from "node:fs";

/** The kernel's mark of what is not handed on (O_CLOEXEC): Node gives it to all that it opens itself. */
const notHandedOn = 0o2_000_000;

/**
 * Closes what this process has from whoever started the harness, beyond those up to `last`: a job's own pipes must end
 * with the job. Node hands on no descriptor that it opened, but those with high numbers that it was given itself. Does
 * nothing where the system has no /proc.
 * @param {number} last
 */
export function closeInherited(last) {
  for (const fd of descriptors()) if (fd > last && isHandedOn(fd)) closeSync(fd);
}

function descriptors() {
  try {
    return readdirSync("/proc/self/fd").map(Number);
  } catch {
    // A system without /proc: its descriptors stay as they are.
    return [];
  }
}

/** @param {number} fd */
function isHandedOn(fd) {
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "utf8"))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & notHandedOn) === 0;
  } catch {
    return false; // That of the listing itself, which is closed by now.
  }
}
