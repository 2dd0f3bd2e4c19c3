import { declaredAt, isFunction, isSyntax, nameOf, nodesIn, type SourceFile, type Syntax } from "./source-file.ts";

/** Stands for a part of a text that is not known before it happens. */
export const hole = "…";

/** What names stand for within a call of a function. */
export type Given = ReadonlyMap<string, readonly string[]>;

/** Where an expression stands. */
interface Place {
  readonly source: SourceFile;
  readonly given: Given;
  /** So many constants and calls were followed to get there. */
  readonly depth: number;
}

/** Deeper than anything that builds a message, and an end for what calls itself. */
const deepest = 12;
/** Functions that give their argument's words back, and those that tell the words of anything. */
const keepsWords = ["plainText", "String"];
const tellsAnything = ["messageOf", "reasonOf"];

/** Tells which texts an expression can become, following constants, conditions and functions, also into other files. */
export class TextReader {
  readonly #sources: ReadonlyMap<string, SourceFile>;

  constructor(sources: ReadonlyMap<string, SourceFile>) {
    this.#sources = sources;
  }

  /** At least one text; a hole stands for every part that is not known. */
  textsOf(node: unknown, source: SourceFile, given: Given = new Map()): readonly string[] {
    return this.#read(node, { source, given, depth: 0 });
  }

  #read(node: unknown, place: Place): readonly string[] {
    if (!isSyntax(node) || place.depth > deepest) return [hole];
    const read = (inner: unknown) => this.#read(inner, { ...place, depth: place.depth + 1 });
    switch (node.type) {
      case "Literal":
        return [["string", "number"].includes(typeof node.value) ? String(node.value) : hole];
      case "TemplateLiteral":
        return [template(node, read)];
      case "ConditionalExpression":
        return united([node.consequent, node.alternate].map(read));
      case "LogicalExpression":
        return node.operator === "&&" ? read(node.right) : united([node.left, node.right].map(read));
      case "BinaryExpression":
        return node.operator === "+" ? joined(read(node.left), read(node.right)) : [hole];
      case "TSAsExpression":
      case "ParenthesizedExpression":
      case "AwaitExpression":
        return read(node.expression ?? node.argument);
      case "Identifier":
        return this.#named(node, place);
      case "CallExpression":
        return this.#called(node, place);
      default:
        return [hole];
    }
  }

  #named(node: Syntax, { source, given, depth }: Place): readonly string[] {
    const known = given.get(String(node.name));
    const found = known === undefined ? this.#find(node, source) : undefined;
    if (found === undefined) return known ?? [hole];
    return this.#read(found.value, { source: found.source, given, depth: depth + 1 });
  }

  #called(node: Syntax, place: Place): readonly string[] {
    const name = nameOf(node.callee) ?? "";
    const read = (inner: unknown) => this.#read(inner, { ...place, depth: place.depth + 1 });
    const args = node.arguments as Syntax[];
    if (keepsWords.includes(name)) return read(args[0]);
    const found = tellsAnything.includes(name) ? undefined : this.#find(node.callee as Syntax, place.source);
    if (found === undefined || !isFunction(found.value)) return [hole];
    const given = givenTo(found.value, args.map(read));
    const results = resultsOf(found.value);
    return united(results.map((one) => this.#read(one, { source: found.source, given, depth: place.depth + 1 })));
  }

  /** What a name stands for, in its own file or in the one that it is imported from. */
  #find(node: Syntax, source: SourceFile): { value: Syntax; source: SourceFile } | undefined {
    const name = nameOf(node) ?? "";
    const own = declaredAt(name, node.start, source);
    if (own !== undefined) return own.value && { value: own.value, source };
    const imported = source.imports.get(name);
    const other = imported && this.#sources.get(imported.file);
    const value = imported && other?.declared.get(imported.name)?.[0]?.value;
    return value && other && { value, source: other };
  }
}

/** What the parameters of a function stand for in a call with these texts; those that are taken apart are not known. */
export function givenTo(fn: Syntax, texts: readonly (readonly string[])[]): Given {
  const params = (fn.params as Syntax[]).map(nameOf);
  return new Map(
    params.flatMap((name, index) => (name === undefined ? [] : [[name, texts[index] ?? [hole]] as const])),
  );
}

/** A part that can be several texts is a hole: it is looked at as a whole, not multiplied. */
function template(node: Syntax, read: (inner: unknown) => readonly string[]): string {
  const parts = (node.expressions as Syntax[]).map(read).map((texts) => (texts.length === 1 ? texts[0] : hole));
  const fixed = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
  return fixed.map((text, index) => text + (parts[index] ?? "")).join("");
}

/** What a function returns, functions inside of it aside. */
function resultsOf(fn: Syntax): Syntax[] {
  const body = fn.body as Syntax;
  if (body.type !== "BlockStatement") return [body];
  const returns = [...nodesIn(body, isFunction)].filter(({ type }) => type === "ReturnStatement");
  return returns.map(({ argument }) => argument).filter(isSyntax);
}

function united(all: readonly (readonly string[])[]): readonly string[] {
  const texts = new Set(all.flat().filter((text) => text !== ""));
  return texts.size === 0 ? [hole] : [...texts];
}

function joined(left: readonly string[], right: readonly string[]): readonly string[] {
  return left.flatMap((one) => right.map((other) => one + other));
}
