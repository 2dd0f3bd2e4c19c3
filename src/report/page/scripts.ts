import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sortScript } from "./sort-script.ts";

const packages = createRequire(import.meta.url);

/** What makes the picture answer: the library for latencies, then the page's own; `client.js` is made by npm run docs. */
interface Scripts {
  readonly uPlot: string;
  readonly own: string;
  readonly style: string;
}

let read: Scripts | undefined;

/** The scripts of the page and the style sheet of its library, read once; the same text for every page. */
export function pageScripts(): Scripts {
  const text = (file: string | URL) => readFileSync(file, "utf8").replaceAll("</", "<\\/").trim();
  read ??= {
    uPlot: text(packages.resolve("uplot/dist/uPlot.iife.min.js")),
    own: `${sortScript.trim()}\n${text(new URL("client.js", import.meta.url))}`,
    style: readFileSync(packages.resolve("uplot/dist/uPlot.min.css"), "utf8").trim(),
  };
  return read;
}
