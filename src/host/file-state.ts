import { statSync } from "node:fs";

/** What every other write of a file changes, as a short text; undefined where none can be seen. */
export function fileState(file: string): string | undefined {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(" ");
  } catch {
    // Whoever reads it tells why it cannot be.
    return undefined;
  }
}
