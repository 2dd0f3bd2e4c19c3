import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";

const projectFolder = resolve(import.meta.dirname, "../../..");

/** A command of the real CLI under way. */
export interface Chaos {
  readonly process: ChildProcess;
  /** Everything on standard output and standard error so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when standard error contains the text; rejects when the command ends without it. */
  says(text: string | RegExp): Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/**
 * Starts the CLI as a person would, without a terminal; its progress is passed on, so that a log of the tests shows
 * where they are.
 */
export function startChaos(...args: readonly string[]): Chaos {
  const child = spawn(process.execPath, ["--max-semi-space-size=4", "src/cli.ts", ...args], {
    cwd: projectFolder,
    env: { ...process.env, NO_COLOR: "1", NODE_COMPILE_CACHE: "node_modules/.cache/compile" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return follow(child);
}

/** Follows a process that was started with pipes for its output. */
export function follow(child: ChildProcessByStdio<null, Readable, Readable>): Chaos {
  const texts = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    texts.stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    texts.stderr += chunk;
    process.stderr.write(chunk);
    for (const listener of listeners) listener();
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) => {
    child.on("close", (code, signal) => done({ code, signal }));
  });
  const says = (text: string | RegExp) =>
    new Promise<void>((found, missed) => {
      const look = () => {
        if (typeof text === "string" ? !texts.stderr.includes(text) : !text.test(texts.stderr)) return;
        listeners.delete(look);
        found();
      };
      listeners.add(look);
      ended.then(() => missed(new Error(`ended without saying ${text}:\n${texts.stderr}\n${texts.stdout}`)));
      look();
    });
  return { process: child, stdout: () => texts.stdout, stderr: () => texts.stderr, says, ended };
}

/** Runs a command of the CLI to its end. */
export async function chaos(
  ...args: readonly string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const started = startChaos(...args);
  const { code } = await started.ended;
  return { code, stdout: started.stdout(), stderr: started.stderr() };
}

/** A folder for the runs of one test file. */
export function reportsFolder(): string {
  return mkdtempSync(join(tmpdir(), "kind-chaos-e2e-"));
}

/** The newest run in a folder of runs; a suite's own folder is none. */
export function newestRun(reports: string): string {
  const name = readdirSync(reports)
    .filter((folder) => !folder.startsWith("suite-"))
    .toSorted((a, b) => startOf(a).localeCompare(startOf(b)))
    .at(-1);
  if (name === undefined) throw new Error(`${reports} holds no run`);
  return join(reports, name);
}

/** The time in a folder's name, with the number behind it where two runs began in the same second. */
function startOf(folder: string): string {
  return /\d{8}T\d{6}Z.*$/.exec(folder)?.[0] ?? "";
}
