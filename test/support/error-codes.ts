import { machineCodes } from "../../src/model/errors.ts";
import { startedAnewCode } from "../../src/node-tools/checked-runtime.ts";
import { pullProblems } from "../../src/setup/registry/pull-problem.ts";
import { nameOf, nodesIn, type SourceFile, type Syntax } from "./source-file.ts";
import { hole, TextReader } from "./text-reader.ts";

/** Codes that are put together, or are those of other things than a PlatformError. */
const otherCodes = [
  ...machineCodes,
  ...pullProblems.map((problem) => `image-${problem}`),
  ...["look-failed", startedAnewCode],
  ...["usage", "queue", "interrupted", "deadline", "bug"],
];

/** Every code that `--json` can print for an error, but for those of Node's own about connections. */
export function errorCodes(sources: ReadonlyMap<string, SourceFile>): string[] {
  const reader = new TextReader(sources);
  const made = [...sources.values()].flatMap((source) =>
    [...nodesIn(source.tree)]
      .filter(({ type, callee }) => type === "NewExpression" && nameOf(callee) === "PlatformError")
      .flatMap((node) => reader.textsOf((node.arguments as Syntax[])[0], source)),
  );
  return [...new Set([...made, ...otherCodes])].filter((code) => !code.includes(hole));
}
