import { createInterface } from "node:readline";
import { beginLike, breakOff, type Handler } from "./tls-proxy.ts";

/** What is told in the place of a line of a watch: nothing, another, several. */
export type LineChange = (line: string) => readonly string[];

/** Whether a line tells that an object has changed. */
export function isChange(line: string): boolean {
  return line.includes('"type":"MODIFIED"');
}

/** Lets one line that fits in so many go. */
export function without(oneIn: number, fits: (line: string) => boolean): LineChange {
  let lines = 0;
  return (line) => (fits(line) && ++lines % oneIn === 0 ? [] : [line]);
}

/** Tells one line that fits in so many after the next that does. */
export function swapping(oneIn: number, fits: (line: string) => boolean): LineChange {
  let lines = 0;
  let late: string | undefined;
  return (line) => {
    if (!fits(line)) return [line];
    if (late !== undefined) {
      const both = [line, late];
      late = undefined;
      return both;
    }
    if (++lines % oneIn !== 0) return [line];
    late = line;
    return [];
  };
}

/** Passes watches of a resource ("pods") on line by line, each with a change of its own. */
export function changedWatches(resource: string, changeOf: () => LineChange): Handler {
  return async ({ asked, answer, forward }) => {
    const [path = "", query = ""] = (asked.url ?? "").split("?");
    if (!path.endsWith(`/${resource}`) || !/(?:^|&)watch=(?:1|true)/.test(query)) return false;
    const told = await forward();
    beginLike(told, answer);
    const change = changeOf();
    const lines = createInterface({ input: told });
    lines.on("line", (line) => {
      for (const one of change(line)) answer.write(`${one}\n`);
    });
    lines.on("close", () => answer.end());
    // The server, or who watches, went away: the other hears it.
    lines.on("error", () => breakOff(answer));
    return true;
  };
}
