import { isFunction, isSyntax, nameOf, nodesIn, type SourceFile, type Syntax } from "./source-file.ts";
import { type Given, givenTo, hole, TextReader } from "./text-reader.ts";

/** One thing that can be printed where something is wrong. */
export interface PrintedError {
  /** Path of the file that says it, from the project's folder. */
  readonly file: string;
  /** Its first line; "…" stands for each part that is not known before. */
  readonly text: string;
  /** The code of a PlatformError; "…" where the code is somebody else's. */
  readonly code?: string;
}

/** Which argument has the words, by what is made or called. */
const errors = {
  UsageError: 0,
  InvalidArgumentError: 0,
  NothingToJudge: 0,
  StepProblem: 0,
  PlatformError: 1,
  KindFileProblem: 1,
};
const calls = { inconclusive: 0, assume: 0, toStderr: 0, "stderr.write": 0 };
/** Of all that is written there, what begins with the command's name says that something is wrong. */
const written = ["toStderr", "stderr.write"];
const prefix = /^chaos: /;

/** Everything that the sources can say of what is wrong, without what only passes the words of others on. */
export function printedErrors(sources: ReadonlyMap<string, SourceFile>): PrintedError[] {
  return allSites(sources).filter(({ text }) => hasWords(text));
}

/** Files in which something passes the words of others on and adds none. */
export function passingOn(sources: ReadonlyMap<string, SourceFile>): string[] {
  const sites = allSites(sources).filter(({ text }) => !hasWords(text));
  return [...new Set(sites.map(({ file }) => file))].toSorted();
}

function allSites(sources: ReadonlyMap<string, SourceFile>): PrintedError[] {
  const reader = new TextReader(sources);
  return [...sources.values()].flatMap((source) => sitesIn(source, reader));
}

function sitesIn(source: SourceFile, reader: TextReader): PrintedError[] {
  const nodes = [...nodesIn(source.tree)];
  const functions = nodes.filter(isFunction);
  return nodes.flatMap((node) => {
    const which = positionOf(node);
    if (which === undefined) return [];
    const isWritten = written.includes(calledBy(node));
    const args = node.arguments as Syntax[];
    return givenAround(node, functions, source, reader).flatMap((given) => {
      const texts = reader.textsOf(args[which], source, given).map(firstLine);
      const codes = nameOf(node.callee) === "PlatformError" ? reader.textsOf(args[0], source, given) : [undefined];
      return texts
        .filter((text) => !isWritten || prefix.test(text))
        .flatMap((text) =>
          codes.map((code) => ({ file: source.file, text: text.replace(prefix, ""), ...(code && { code }) })),
        );
    });
  });
}

function positionOf(node: Syntax): number | undefined {
  const { type } = node;
  const name = calledBy(node);
  const known: Readonly<Record<string, number>> =
    type === "NewExpression" ? errors : type === "CallExpression" ? calls : {};
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/** What is called, or made: a name, or the last two of a chain of them. */
function calledBy({ callee }: Syntax): string {
  const name = nameOf(callee);
  if (name !== undefined || !isSyntax(callee) || callee.type !== "MemberExpression") return name ?? "";
  const [object, property] = [callee.object, callee.property];
  const of = isSyntax(object) && object.type === "MemberExpression" ? nameOf(object.property) : nameOf(object);
  return `${of}.${nameOf(property)}`;
}

/** What the parameters of the function around a node stand for, for each call of it in its own file. */
function givenAround(node: Syntax, functions: readonly Syntax[], source: SourceFile, reader: TextReader): Given[] {
  const around = functions.findLast(({ start, end }) => start <= node.start && node.start < Number(end));
  const name = [...source.declared].find(([, all]) => all.some(({ value }) => value === around))?.[0];
  if (around === undefined || name === undefined) return [new Map()];
  const called = [...nodesIn(source.tree)].filter(
    (one) => one.type === "CallExpression" && nameOf(one.callee) === name,
  );
  const given = called.map((call) =>
    givenTo(
      around,
      (call.arguments as Syntax[]).map((one) => reader.textsOf(one, source)),
    ),
  );
  return given.length === 0 ? [new Map()] : given;
}

function firstLine(text: string): string {
  const [line = ""] = text.trim().split("\n");
  return line.replaceAll(new RegExp(`${hole}(\\s*${hole})+`, "g"), hole).trim();
}

function hasWords(text: string): boolean {
  return /[a-zA-Z]{3}/.test(text);
}
