import { type ExecaError, execa } from "execa";
import { PlatformError } from "../model/errors.ts";
import { killProcess, readProcesses } from "./processes.ts";

/** How a command ended; it is the caller who decides whether a code other than 0 is an error. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** Time limit in milliseconds; the process is killed when it is over. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Both streams are appended to this file as they come. */
  readonly logFile?: string;
  readonly input?: string;
  /** Told each line of standard error as it comes. */
  readonly onErrorLine?: (line: string) => void;
  /**
   * The command gets a process group of its own, and whatever of it still runs when the command has ended is killed.
   */
  readonly group?: boolean;
  /** Which processes of the group, by their words, are left to end by themselves. */
  readonly spares?: (words: readonly string[]) => boolean;
}

/** Runs a command to its end. Throws PlatformError when it cannot be started, is timed out or is aborted. */
export async function run(argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [file = "", ...args] = argv;
  const sink =
    options.logFile === undefined ? ("pipe" as const) : (["pipe", { file: options.logFile, append: true }] as const);
  const child = execa(file, args, {
    reject: false,
    detached: options.group === true,
    stdin: options.input === undefined ? "ignore" : "pipe",
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    stdout: sink as never,
    stderr: sink as never,
  });
  if (options.onErrorLine !== undefined)
    for await (const line of child.iterable({ from: "stderr" })) options.onErrorLine(String(line));
  const result = await child;
  if (options.group === true && child.pid !== undefined) killGroup(child.pid, options.spares);
  if (result.exitCode === undefined) throw commandError(argv, result as unknown as ExecaError);
  return { exitCode: result.exitCode, stdout: String(result.stdout ?? ""), stderr: String(result.stderr ?? "") };
}

/**
 * Runs a command and returns its standard output; any other exit code than 0 is a PlatformError with the last line it
 * printed.
 */
export async function mustRun(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await run(argv, options);
  if (result.exitCode !== 0) {
    const lastLine = (result.stderr.trim() || result.stdout.trim()).split("\n").at(-1) ?? "";
    throw new PlatformError(
      "command-failed",
      `${argv.slice(0, 3).join(" ")} ended with ${result.exitCode}: ${lastLine}`,
    );
  }
  return result.stdout;
}

function killGroup(group: number, spares: CommandOptions["spares"]): void {
  for (const pid of spares === undefined ? [-group] : membersBut(group, spares)) killProcess(pid);
}

/** The processes of a group that are not spared; all of it at once where the system does not tell of them. */
function membersBut(group: number, spares: NonNullable<CommandOptions["spares"]>): number[] {
  try {
    return readProcesses().flatMap((one) => (one.group === group && !spares(one.words) ? [one.pid] : []));
  } catch {
    return [-group];
  }
}

function commandError(argv: readonly string[], error: ExecaError): PlatformError {
  const name = argv.slice(0, 3).join(" ");
  if (error.timedOut) return new PlatformError("command-timeout", `${name} did not end in time`, { cause: error });
  if (error.isCanceled) return new PlatformError("command-aborted", `${name} was stopped`, { cause: error });
  return new PlatformError("command-missing", `${name} could not be run: ${error.shortMessage}`, { cause: error });
}
