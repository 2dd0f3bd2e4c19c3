import type { Command } from "commander";
import { UsageError } from "../model/errors.ts";
import type { RunView } from "../run/run-view.ts";
import { LiveServer } from "../serve/live-server.ts";
import { toStderr } from "../terminal/output.ts";

/** Options of commands whose runs can be watched. */
export interface ViewOptions {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** A port, 0 for one that is free. */
  readonly serve?: number | true;
}

/** Adds `--quiet`, `--verbose` and `--serve`. */
export function addViewOptions(command: Command): Command {
  return command
    .option("-q, --quiet", "while it runs, print errors only; the verdict comes at the end")
    .option(
      "-v, --verbose",
      "print every event of the journal as it happens, and each lane that goes out or comes back",
    )
    .option(
      "--serve [port]",
      "show it live in a browser of this machine; the address, with its token, is printed and closes with the command",
      servePort,
    );
}

/** How much is told while a run goes on; throws UsageError where less and more are asked for at once. */
export function verbosityOf({ quiet = false, verbose = false }: ViewOptions): RunView["verbosity"] {
  if (quiet && verbose) throw new UsageError("--quiet and --verbose: give one of them");
  return quiet ? "quiet" : verbose ? "verbose" : "usual";
}

/** The view that a person asked for, with its page where it is served; whoever disposes of it closes that. */
export async function openView(options: ViewOptions): Promise<RunView & AsyncDisposable> {
  const verbosity = verbosityOf(options);
  const { serve } = options;
  const page = serve === undefined ? undefined : await LiveServer.start(serve === true ? 0 : serve);
  if (page !== undefined) toStderr(`live: ${page.address}\n`);
  return { verbosity, page, [Symbol.asyncDispose]: async () => page?.close() };
}

function servePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(
    `--serve ${text}: a port is a number up to 65535; before the name of a scenario write --serve=0 for a free one`,
  );
}
