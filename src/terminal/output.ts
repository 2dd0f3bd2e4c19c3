import { plainOutput } from "../model/plain-text.ts";
import { withoutCommands } from "./ci-log.ts";
import { terminalOf } from "./terminal.ts";

/** The colours and weights of `colorsOf`, and no other sequence: bold, dim, red, green, yellow, and their ends. */
const ownPaint = new RegExp(`${String.fromCharCode(27)}\\[(?:1|2|22|31|32|33|39)m`, "g");

/**
 * What a write says when nobody reads any more: the other end of a pipe or socket was closed (EPIPE, ECONNRESET), or the
 * terminal is gone (EIO, and only there: of a file it is a broken disk).
 */
const goneCodes: readonly (string | undefined)[] = ["EPIPE", "ECONNRESET", "ERR_STREAM_DESTROYED"];

/** Told when it is seen that nobody reads standard output or standard error any more. */
const listeners = new Set<() => void>();
const guarded = new Set<NodeJS.WriteStream>();

/**
 * Prints whole lines on standard output, where results go. Everything that is printed goes through here or `toStderr`:
 * whatever is in the text, no control character reaches the terminal but line ends, and colours where it shows them.
 */
export function toStdout(text: string): void {
  printed = true;
  process.stdout.write(withoutCommands(inert(text, terminalOf(process.stdout).color)));
}

let printed = false;

/** Whether anything was printed on standard output: a result was, and nothing else may follow it there. */
export function hasPrinted(): boolean {
  return printed;
}

/** Prints whole lines on standard error, where progress and problems go. */
export function toStderr(text: string): void {
  process.stderr.write(withoutCommands(inert(text, terminalOf(process.stderr).color)));
}

/** Prints a line that is a command to a CI system's runner; its texts are escaped already. */
export function toStderrAsIs(command: string): void {
  process.stderr.write(inert(command, false));
}

/**
 * From now on a write that fails ends nothing by itself. Where nobody reads any more, whoever asked by `onReaderGone` is
 * told, and nothing is said: `list | head` ends quietly. A result that could not be written for another reason, a full
 * disk for example, is told in one line and makes the exit code 2. Idempotent.
 */
export function guardOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (guarded.has(stream)) continue;
    guarded.add(stream);
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (isReaderGone(error, stream.isTTY)) for (const listener of listeners) listener();
      else if (stream === process.stdout) resultLost(error);
    });
  }
}

/** Calls the listener when it is seen that nobody reads the output any more, maybe again and again; returns what ends that. */
export function onReaderGone(listener: () => void): () => void {
  guardOutput();
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether a write failed because nobody reads any more, and not because there is no room for example. */
export function isReaderGone({ code }: NodeJS.ErrnoException, terminal: boolean): boolean {
  return goneCodes.includes(code) || (terminal && code === "EIO");
}

let lost = false;

function resultLost(error: Error): void {
  if (lost) return;
  lost = true;
  toStderr(`chaos: standard output cannot be written: ${error.message}\n`);
  process.once("exit", (code) => {
    // A guarantee that broke, or an interruption, says more.
    if (code === 0 || code === 3) process.exitCode = 2;
  });
}

/** The text without anything that a terminal obeys; with the harness's own colours where these are wanted. */
export function inert(text: string, color: boolean): string {
  if (!color) return plainOutput(text);
  const paint = text.match(ownPaint) ?? [];
  const parts = text.split(ownPaint).map(plainOutput);
  return parts.map((part, index) => part + (paint[index] ?? "")).join("");
}
