import { expect, it } from "vitest";
import { helpersOf } from "../../../../tools/kill/helpers.ts";

const node = "/usr/bin/node";
const processes = [
  { pid: 10, parent: 1, words: [node, "src/cli.ts", "run"] },
  { pid: 11, parent: 10, words: [node, "--single-threaded-gc", "/p/src/probes/process/probe-process.ts"] },
  { pid: 12, parent: 10, words: ["nsenter", "--net", "--", node] },
  { pid: 13, parent: 12, words: [node, "/p/src/probes/process/probe-process.ts"] },
  { pid: 14, parent: 10, words: [node, "/p/src/watchdog/watchdog-process.mjs", '{"pid":10}'] },
  { pid: 15, parent: 10, words: [node, "/p/src/scenario/import-process.ts"] },
  { pid: 20, parent: 1, words: [node, "src/cli.ts", "run"] },
  { pid: 21, parent: 20, words: [node, "/p/src/watchdog/watchdog-process.mjs", '{"pid":20}'] },
];

it("finds who belongs to a harness, also through another, and nobody else's", () => {
  expect(helpersOf(10, processes)).toEqual({ watchdog: [14], prober: [11, 13] });
  expect(helpersOf(20, processes)).toEqual({ watchdog: [21], prober: [] });
  expect(helpersOf(99, processes)).toEqual({ watchdog: [], prober: [] });
});
