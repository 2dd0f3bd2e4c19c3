import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

const PROJECT = fileURLToPath(new URL("../../../../", import.meta.url));

/** What a call of the real command line printed, and how it ended. */
export interface Called {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/**
 * Calls the real command line in a process of its own, with nothing in its environment but what is given and a home.
 */
export async function chaos(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Called> {
  const started = performance.now();
  const result = await execa(process.execPath, ["src/cli.ts", ...args], {
    cwd: PROJECT,
    reject: false,
    extendEnv: false,
    env: { HOME: env.HOME ?? process.env.HOME ?? "/", ...env },
    stdin: "ignore",
  });
  const { exitCode, stdout, stderr } = result;
  return { exitCode, stdout, stderr, durationMs: performance.now() - started };
}

/** Starts the command line and answers its process, to be interrupted. */
export function startChaos(args: readonly string[], env: Readonly<Record<string, string>>) {
  return spawn(process.execPath, ["src/cli.ts", ...args], {
    cwd: PROJECT,
    env: { HOME: process.env.HOME, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** A folder for one test, and how it goes away. */
export function scratchFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "kind-chaos-setup-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A folder to be the whole PATH: it has the named programs and no others. */
export async function pathWith(folder: string, programs: readonly string[]): Promise<string> {
  const path = join(folder, "bin");
  mkdirSync(path, { recursive: true });
  for (const program of programs) {
    const { stdout } = await execa("which", [program]);
    rmSync(join(path, basename(program)), { force: true });
    symlinkSync(stdout.trim(), join(path, basename(program)));
  }
  return path;
}
