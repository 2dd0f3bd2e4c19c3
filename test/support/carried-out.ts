import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Action } from "../../src/model/action.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What became of a command that a shell of this machine has carried out. */
export interface CarriedOut {
  readonly status: number | null;
  readonly stderr: string;
  /**
   * The programs that it has called by now, of those that stand in for real ones, with their words, in order: what it left
   * in the background may call later.
   */
  readonly calls: readonly string[];
}

/**
 * Carries out a command's own script in a shell of this machine, with programs that stand in for those of these names:
 * each notes its words and does what its shell script says. Everywhere in the script, folders are replaced as told: it
 * must not touch what it would touch on a node. Where no program stands for `ip`, network cards have no addresses of IPv6.
 */
export function carriedOut(
  action: Action | undefined,
  programs: Readonly<Record<string, string>>,
  folders: Readonly<Record<string, string>> = {},
): CarriedOut {
  if (action?.do !== "exec") throw new Error("this is no command");
  const folder = temporaryFolder();
  const log = join(folder, "calls");
  writeFileSync(join(folder, "ip"), "#!/bin/sh\n", { mode: 0o755 });
  for (const [name, script] of Object.entries(programs)) {
    const text = `#!/bin/sh\necho "${name} $*" >>'${log}'\n${script}\n`;
    writeFileSync(join(folder, name), text, { mode: 0o755 });
  }
  const [shell = "", ...words] = action.argv.map((word) =>
    Object.entries(folders).reduce((text, [from, to]) => text.replaceAll(from, to), word),
  );
  const { status, stderr } = spawnSync(shell, words, { env: { PATH: `${folder}:/usr/bin:/bin` }, encoding: "utf8" });
  return {
    status,
    stderr,
    get calls() {
      return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
    },
  };
}
