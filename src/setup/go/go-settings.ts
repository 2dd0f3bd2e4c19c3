import { availableParallelism, freemem } from "node:os";

/**
 * Flags of all that is compiled here. They are part of a package's key in Go's cache, so that one set lets everything
 * share the standard library and common modules. Debugging information is left out at once: the linker would drop it.
 */
export const compileFlags = ["-trimpath", "-gcflags=all=-dwarf=false"] as const;

/** The linker's part of the same: no symbol table, no debugging information. */
export const linkerFlags = "-s -w";

/**
 * What a compiler or linker may hold before it collects garbage. The largest had 288 MB in use, of which Go would make
 * twice as much by itself: they collect less than by default. With four times as much they were no faster
 * (docs/setup.md).
 */
const heapBytes = 2 ** 30;
/** What else is Go's beside the compilers: the command that starts them, and the one that fetches the next modules. */
const otherCommands = 2;

/**
 * The environment that Go compiles in: one of its cache's keys, too (CGO_ENABLED), and memory instead of garbage
 * collection where there is enough of it.
 */
export function compileEnvironment(): Readonly<Record<string, string>> {
  // In a container its own limit counts, and what others of the machine leave of it.
  const freeBytes = Math.min(process.availableMemory(), freemem());
  return { CGO_ENABLED: "0", GOWORK: "off", ...heapSettings(freeBytes, availableParallelism(), process.env) };
}

/**
 * A compiler lives for seconds: it collects no garbage where half of the free memory is enough for all that Go has at
 * work, a compiler for each core and its commands. Nothing where it is not, or where somebody set how Go uses memory or
 * how many compilers it starts.
 */
export function heapSettings(
  freeBytes: number,
  cores: number,
  env: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  const isSet = env.GOGC || env.GOMEMLIMIT || env.GOMAXPROCS || /(^|\s)--?p=/.test(env.GOFLAGS ?? "");
  const isEnough = heapBytes * (cores + otherCommands) <= freeBytes / 2;
  return isEnough && !isSet ? { GOGC: "off", GOMEMLIMIT: String(heapBytes) } : {};
}
