import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { run } from "../../../src/host/command.ts";
import { readProcesses, sendSignal } from "../../../src/host/processes.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Leaves two processes of its group behind, which would go on, as soon as both are what they say: $1 marks them. */
const script = `
mkfifo "$2" "$3" && exec 3<>"$2" 4<>"$3" || exit
for one in spared other; do sh -c 'echo >&4; read line <&3' "$one" "$1" >/dev/null 2>&1 & done
read first <&4 && read second <&4`;

it.each([false, true])("kills what a command leaves of its group, but for what is spared (%s)", async (hasSpared) => {
  const mark = `kind-chaos-command-${process.pid}-${hasSpared}`;
  const folder = temporaryFolder();
  const left = () => readProcesses().filter(({ words }) => words[2]?.startsWith("echo") && words.includes(mark));
  onTestFinished(() => {
    for (const { pid } of left()) sendSignal(pid, "SIGKILL");
  });
  const isSpared = (words: readonly string[]) => words.includes("spared");
  const options = { group: true, ...(hasSpared ? { spares: isSpared } : {}) };
  await run(["sh", "-c", script, "sh", mark, join(folder, "held"), join(folder, "told")], options);
  await expect.poll(() => left().map(({ words }) => isSpared(words))).toEqual(hasSpared ? [true] : []);
});
