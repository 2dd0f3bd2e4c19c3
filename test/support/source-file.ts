import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseAst } from "rolldown/parseAst";

/** A node of a syntax tree, in ESTree's form. */
export interface Syntax {
  readonly type: string;
  /** Where its text begins, in characters. */
  readonly start: number;
  readonly [field: string]: unknown;
}

/** Where an imported name comes from, a file of the project, and what it is called there. */
interface Import {
  readonly file: string;
  readonly name: string;
}

/** One declaration of a name: a function, a constant with its value, or what is only known when it runs. */
interface Declared {
  /** Where it is declared, in characters. */
  readonly at: number;
  readonly value?: Syntax;
}

/** A source file taken apart. */
export interface SourceFile {
  /** Path from the project's folder. */
  readonly file: string;
  readonly text: string;
  readonly tree: Syntax;
  /** All that is declared in it, by name, in the order of the text. */
  readonly declared: ReadonlyMap<string, readonly Declared[]>;
  readonly imports: ReadonlyMap<string, Import>;
}

/** All files of code below a folder, in TypeScript or as modules of JavaScript, by their paths from the project's folder. */
export function readSources(projectFolder: string, folder: string): Map<string, SourceFile> {
  const entries = readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" });
  const files = entries.filter((entry) => /\.(ts|mjs)$/.test(entry)).map((entry) => join(folder, entry));
  return new Map(files.map((file) => [file, parseSource(file, readFileSync(join(projectFolder, file), "utf8"))]));
}

/** Takes the text of a source file apart. */
export function parseSource(file: string, text: string): SourceFile {
  const tree = parseAst(text, { lang: "ts" }) as unknown as Syntax;
  const declared = Map.groupBy([...nodesIn(tree)].flatMap(declarationsIn), ({ name }) => name);
  const imports = new Map((tree.body as Syntax[]).flatMap((node) => importsOf(node, file)));
  return { file, text, tree, declared, imports };
}

/** What a name stands for at a place of a file: its last declaration before it, else its first, which is hoisted. */
export function declaredAt(name: string, at: number, { declared }: SourceFile): Declared | undefined {
  const all = declared.get(name) ?? [];
  return all.findLast((one) => one.at <= at) ?? all[0];
}

function declarationsIn(node: Syntax): (Declared & { readonly name: string })[] {
  const own = nameOf(node.id);
  const params = isFunction(node) ? (node.params as Syntax[]).flatMap(unknownIn) : [];
  if (node.type === "FunctionDeclaration" && own !== undefined)
    return [{ name: own, at: node.start, value: node }, ...params];
  if (node.type !== "VariableDeclarator") return params;
  if (own === undefined) return unknownIn(node.id as Syntax);
  return [{ name: own, at: node.start, ...(isSyntax(node.init) && { value: node.init }) }];
}

function unknownIn(pattern: Syntax): (Declared & { readonly name: string })[] {
  return [...nodesIn(pattern)].flatMap((node) => {
    const name = nameOf(node);
    return name === undefined ? [] : [{ name, at: node.start }];
  });
}

function importsOf(node: Syntax, file: string): (readonly [string, Import])[] {
  if (node.type !== "ImportDeclaration") return [];
  const from = String((node.source as Syntax).value);
  if (!from.startsWith(".")) return [];
  return (node.specifiers as Syntax[]).flatMap((each) => {
    const name = nameOf(each.imported);
    const local = nameOf(each.local);
    if (name === undefined || local === undefined) return [];
    return [[local, { file: normalize(join(dirname(file), from)), name }] as const];
  });
}

/** Every node of a tree, parents first; what `skips` says is left out with all that is in it. */
export function* nodesIn(node: Syntax, skips: (inner: Syntax) => boolean = () => false): Generator<Syntax> {
  yield node;
  for (const inner of Object.values(node).flat()) if (isSyntax(inner) && !skips(inner)) yield* nodesIn(inner, skips);
}

/** Whether a value is a node. */
export function isSyntax(value: unknown): value is Syntax {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

/** Whether a node is a function of any form. */
export function isFunction({ type }: Syntax): boolean {
  return /Function/.test(type);
}

/** The name of an identifier, or undefined for another node. */
export function nameOf(node: unknown): string | undefined {
  return isSyntax(node) && node.type === "Identifier" ? String(node.name) : undefined;
}
