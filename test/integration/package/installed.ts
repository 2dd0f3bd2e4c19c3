import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { packageFolder } from "../../../src/host/own-package.ts";

/** The package as a user has it: in a folder outside of the repository, from its archive. */
export interface Installed {
  readonly folder: string;
  /** The archive that was packed. */
  readonly archive: string;
  /** Calls the command that the package installs, in that folder or another, with this Node or another. */
  call(args: readonly string[], where?: { readonly cwd?: string; readonly node?: string }): Promise<Called>;
  [Symbol.dispose](): void;
}

/** What a command came to. */
interface Called {
  readonly exitCode?: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Packs this repository, which builds it, and installs the archive into an empty folder whose modules are CommonJS. */
export async function installPackage(): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), "kind-chaos-package-"));
  await execa("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: packageFolder });
  const { version }: { version: string } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const archive = join(folder, `kind-chaos-${version}.tgz`);
  // `npm init` writes that, and a scenario has to be a module nevertheless.
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "commonjs" }\n');
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel", "error"];
  await execa("npm", ["install", ...quiet, archive], { cwd: folder });
  const command = join(folder, "node_modules/.bin/kind-chaos");
  const env = { KIND_CHAOS_CACHE: join(folder, ".cache"), NODE_COMPILE_CACHE: "" };
  return {
    folder,
    archive,
    call: (args, { cwd = folder, node = process.execPath } = {}) =>
      execa(node, [command, ...args], { cwd, env, reject: false }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
