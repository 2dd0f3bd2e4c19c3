import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type RunIndex, runDigestSchema } from "../model/listed-run.ts";
import { readReports } from "./read-report.ts";

/** What of a run's folder a link leads to, the first that is there. */
const pages = ["report.html", "report.md", "report.json"];

/**
 * Reads report.json in each folder of a run, for an index that is written to `indexFile`. One that is not there, is of
 * another version or is none is told with the reason, and spoils no other.
 */
export function readDigests(folders: readonly string[], indexFile: string): RunIndex {
  const from = realpathSync(dirname(resolve(indexFile)));
  const { read, unread } = readReports(folders, runDigestSchema);
  return {
    runs: read.map(({ folder, report }) => ({ digest: report, name: basename(folder), href: hrefOf(folder, from) })),
    unread: unread.map(({ folder, problem }) => ({ folder: relative(process.cwd(), folder) || ".", problem })),
  };
}

/** A relative address whose parts are encoded: no name of a folder can make it another kind of address. */
function hrefOf(folder: string, from: string): string {
  const page = pages.find((name) => existsSync(join(folder, name))) ?? "";
  const parts = relative(from, join(folder, page)).split(sep);
  return `./${parts.map((part) => (part === ".." ? part : encodeURIComponent(part))).join("/")}`;
}
