import { spawnSync } from "node:child_process";
import type { NodeRuntime } from "../../src/model/node-runtime.ts";
import { recordingRuntime } from "./recording-runtime.ts";

/**
 * A runtime whose looks run for real, on this machine, with these texts replaced everywhere in their words: folders that are
 * not a node's, and names that nobody else here has.
 */
export function lookingHere(replaced: Readonly<Record<string, string>>): NodeRuntime {
  const look: NodeRuntime["look"] = async (_node, argv) => {
    const [program = "", ...words] = argv.map((word) =>
      Object.entries(replaced).reduce((text, [from, to]) => text.replaceAll(from, to), word),
    );
    const { status, stdout, stderr } = spawnSync(program, words, { encoding: "utf8" });
    return { exitCode: status ?? -1, stdout, stderr };
  };
  return { ...recordingRuntime({}), look };
}
