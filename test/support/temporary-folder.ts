import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** What a script has left in the background may write once more while the folder goes: tried again, milliseconds. */
const again = { maxRetries: 20, retryDelay: 10 } as const;

/** A folder of this test's own, gone when it is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kind-chaos-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, ...again }));
  return folder;
}
