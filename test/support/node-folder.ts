import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Action } from "../../src/model/action.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What came of an action. */
export interface CarriedOut {
  readonly status: number | null;
  readonly stderr: string;
}

/**
 * A folder that stands for a node's whole file system, with these files; those that begin with "#!" are programs, and
 * those in its bin are found before any other.
 */
export function nodeFolder(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    if (text.startsWith("#!")) chmodSync(join(root, path), 0o755);
  }
  const carryOut = (action: Action): CarriedOut => {
    const moved = (word: string) => word.replaceAll(/\/(?=etc\/|proc\/|var\/)/g, `${root}/`);
    const words = action.do === "exec" ? action.argv.slice(1).map(moved) : [];
    const env = { PATH: `${root}/bin:${process.env.PATH}` };
    const { status, stderr } = spawnSync("/bin/sh", words, { encoding: "utf8", env });
    return { status, stderr: stderr.trim() };
  };
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined);
  return { carryOut, read };
}
