import type { NodeRuntime } from "../model/node-runtime.ts";
import { scriptWords } from "./script.ts";

const perlThere = "if command -v perl >/dev/null; then echo yes; else echo no; fi";

/** Whether a node has Perl: every Debian does, as its package manager needs it. */
export async function hasPerl(runtime: NodeRuntime, node: string): Promise<boolean> {
  return (await runtime.look(node, scriptWords(perlThere))).stdout.trim() === "yes";
}
