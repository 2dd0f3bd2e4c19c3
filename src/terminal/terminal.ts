import { Chalk, type ChalkInstance } from "chalk";

/** What a stream can show. */
export interface Terminal {
  /** A person watches it and lines can be drawn anew; else it is a file, a pipe or a log. */
  readonly live: boolean;
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Columns of what does not say how many it has: those of a terminal since the VT100, and of coreutils. */
const usualWidth = 80;

/** Nobody's terminal is narrower or wider; what is said to be, is laid out for these columns. */
const [narrowest, widest] = [40, 200];

/**
 * Systems whose logs show colours though they are no terminal, by the variable that each sets; those that Node's own
 * `getColorDepth` knows.
 */
const colorfulLogs = [
  "APPVEYOR",
  "BUILDKITE",
  "CIRCLECI",
  "DRONE",
  "GITEA_ACTIONS",
  "GITHUB_ACTIONS",
  "GITLAB_CI",
  "TRAVIS",
];

/**
 * Returns what a stream can show. FORCE_COLOR decides about colour where it is set (force-color.org; "0" and "false"
 * forbid it, as Node and chalk read it), else NO_COLOR forbids it unless it is empty (no-color.org). A terminal that is
 * `dumb`, or in a CI system, is never drawn anew. COLUMNS says the width of what does not know its own.
 */
export function terminalOf(
  stream: Pick<NodeJS.WriteStream, "isTTY" | "columns">,
  environment: Environment = process.env,
): Terminal {
  // Of a stream that is no terminal both are undefined, whatever the types say.
  const isTerminal = stream.isTTY === true && environment.TERM !== "dumb";
  const columns = stream.columns || Number(environment.COLUMNS) || usualWidth;
  return {
    live: isTerminal && !isSet(environment.CI),
    color: isColorful(isTerminal, environment),
    width: Math.max(narrowest, Math.min(columns, widest)),
  };
}

/** Returns the colours for a terminal; without colour every one of them leaves text as it is. */
export function colorsOf({ color }: Pick<Terminal, "color">): ChalkInstance {
  return new Chalk({ level: color ? 1 : 0 });
}

function isColorful(isTerminal: boolean, environment: Environment): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: none } = environment;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (none !== undefined && none !== "") return false;
  return isTerminal || (isSet(environment.CI) && colorfulLogs.some((name) => isSet(environment[name])));
}

/** A variable that is empty, "0" or "false" says no, whoever set it. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value);
}
