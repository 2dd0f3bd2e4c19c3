import { LineCounter, parseDocument } from "yaml";
import { messageOf, UsageError } from "../model/errors.ts";

/** What a YAML text says, and in which line it says it. */
export interface YamlText {
  readonly value: unknown;
  /** The line of what stands at a path, from 1; of the nearest that there is where nothing stands there. */
  lineOf(path: readonly PropertyKey[]): number;
  /** The first tag that YAML itself does not have ("!!js/function", "!include"): its value is taken as plain. */
  readonly strangeTag?: { readonly tag: string; readonly line: number } | undefined;
}

/**
 * Reads one YAML document that somebody else wrote; merge keys are plain keys, and aliases that multiply are refused.
 * Throws UsageError with `file`, line and reason.
 */
export function readYamlText(text: string, file: string): YamlText {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines });
    const [problem] = document.errors;
    const lineAt = (offset: number) => lines.linePos(offset).line;
    if (problem !== undefined)
      throw new UsageError(`${file}:${lineAt(problem.pos[0])}: ${problem.message.split("\n")[0]}`);
    const version = document.directives?.yaml.version ?? "1.2";
    if (version !== "1.2")
      throw new UsageError(`${file}: %YAML ${version} gives words and keys other meanings: only YAML 1.2 is read`);
    const lineOf = (path: readonly PropertyKey[]): number => {
      const node = document.getIn(path as (string | number)[], true) as { range?: [number] } | undefined;
      if (node?.range !== undefined) return lineAt(node.range[0]);
      return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
    };
    const strange = document.warnings.find(({ code }) => code === "TAG_RESOLVE_FAILED");
    const strangeTag = strange && {
      tag: text.slice(...strange.pos).split(/\s/)[0] ?? "",
      line: lineAt(strange.pos[0]),
    };
    return { value: document.toJS(), lineOf, strangeTag };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // A bomb of aliases, or more levels than fit on the stack.
    throw new UsageError(`${file}: is no YAML that can be read: ${messageOf(error)}`, { cause: error });
  }
}
