import { expect, it } from "vitest";
import { run } from "../../../src/host/command.ts";
import { readProcesses } from "../../../src/host/processes.ts";

/** A command that ends at once and leaves two of its group that would go on. */
const leaves = (mark: string) =>
  `(exec sh -c 'read line' spared ${mark}) <&3 >/dev/null 2>&1 & (exec sh -c 'read line' other ${mark}) <&3 >/dev/null 2>&1 &`;

it.each([false, true])("kills what a command leaves of its group, but for what is spared (%s)", async (hasSpared) => {
  const mark = `kind-chaos-command-${process.pid}-${hasSpared}`;
  const left = () => readProcesses().filter(({ words }) => words.includes(mark) && words.includes("read line"));
  const isSpared = (words: readonly string[]) => words.includes("spared");
  const options = { group: true, ...(hasSpared ? { spares: isSpared } : {}) };
  await run(["sh", "-c", `mkfifo /tmp/${mark}; exec 3<>/tmp/${mark}; rm /tmp/${mark}; ${leaves(mark)}`], options);
  await expect.poll(() => left().map(({ words }) => isSpared(words))).toEqual(hasSpared ? [true] : []);
  for (const { pid } of left()) process.kill(pid, "SIGKILL");
});
