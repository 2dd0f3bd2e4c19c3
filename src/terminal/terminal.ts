import { Chalk, type ChalkInstance } from "chalk";

/** What a stream can show. */
export interface Terminal {
  /** A person watches it and lines can be drawn anew; else it is a file, a pipe or a log. */
  readonly live: boolean;
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

/** Columns of what does not say how many it has. */
const usualWidth = 120;

/** Returns what a stream can show; colour only on a terminal, and only where NO_COLOR (no-color.org) is not set. */
export function terminalOf(
  stream: Pick<NodeJS.WriteStream, "isTTY" | "columns">,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Terminal {
  // Of a stream that is no terminal both are undefined, whatever the types say.
  const live = stream.isTTY === true;
  return { live, color: live && environment.NO_COLOR === undefined, width: stream.columns || usualWidth };
}

/** Returns the colours for a terminal; without colour every one of them leaves text as it is. */
export function colorsOf({ color }: Pick<Terminal, "color">): ChalkInstance {
  return new Chalk({ level: color ? 1 : 0 });
}
