import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  Parser,
} from "yaml";
import { messageOf } from "../../model/errors.ts";
import { KindFileProblem } from "./problem.ts";

/** A node of a YAML document before anything is made of it: scalars are texts, aliases point to what they stand for. */
export type YamlNode = { readonly line: number } & (
  | {
      readonly is: "scalar";
      readonly text: string;
      readonly quoted: boolean /** Short: "!!int"; "" where none is written. */;
      readonly tag: string;
    }
  | { readonly is: "list"; readonly items: YamlNode[] }
  | { readonly is: "map"; readonly entries: { readonly key: YamlNode; readonly value: YamlNode }[] }
  | { readonly is: "alias"; readonly name: string; readonly target: YamlNode }
);

/** What YAML takes as a character (go-yaml's reader): everything else is refused. */
const strange = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** Two directives of the version before the first document, which go-yaml refuses. */
const twice = /^(?:[#%].*\n|\s*\n)*?%YAML .*\n(?:[#%].*\n|\s*\n)*?%YAML /;

/**
 * The first document of a text as a tree, which is the only one that kind looks at; undefined where there is none.
 * Throws KindFileProblem with the line where it is no YAML.
 */
export function readYamlTree(text: string): YamlNode | undefined {
  const lines = new LineCounter();
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const own = text.replace(/^\ufeff/, "");
  const odd = strange.exec(own);
  if (odd !== null) {
    const line = own.slice(0, odd.index).split("\n").length;
    throw new KindFileProblem([], "holds a control character, which YAML does not take", line);
  }
  try {
    const document = firstDocument(own, lines);
    if (document === undefined) return undefined;
    const end = document.contents?.range?.[1];
    // Go does not look at what follows the end of a document's one value.
    const problem = document.errors.find(
      ({ code, pos }) => code !== "UNEXPECTED_TOKEN" || end === undefined || pos[0] < end,
    );
    const { explicit, version } = document.directives.yaml;
    if (explicit === true && version !== "1.1")
      throw new KindFileProblem(
        [],
        `says it is YAML ${version}, which kind does not read: leave the %YAML line out`,
        1,
      );
    if (twice.test(own)) throw new KindFileProblem([], "has two %YAML lines before one document", 2);
    if (problem !== undefined)
      throw new KindFileProblem([], `is no YAML: ${problem.message.split("\n")[0]}`, lineAt(problem.pos[0]));
    return document.contents === null ? undefined : treeOf(document.contents, own, lineAt);
  } catch (error) {
    if (error instanceof KindFileProblem) throw error;
    // More levels than fit on the stack.
    throw new KindFileProblem([], `is no YAML that can be read: ${messageOf(error)}`);
  }
}

function firstDocument(text: string, lines: LineCounter): Document.Parsed | undefined {
  const composer = new Composer({
    schema: "failsafe",
    uniqueKeys: false,
    merge: false,
    strict: false,
    logLevel: "silent",
  });
  const tokens = Array.from(new Parser(lines.addNewLine).parse(text));
  for (const document of composer.compose(tokens, false)) {
    const tab = tokens
      .map((token) => tabIn(token, text))
      .find((offset) => offset !== undefined && offset <= document.range[2]);
    if (tab !== undefined)
      throw new KindFileProblem([], "has a tab where a line is indented: use spaces", lines.linePos(tab).line);
    return document as Document.Parsed;
  }
  return undefined;
}

/** Where a line of a block begins with a tab, which Go refuses also where nothing follows; undefined where none does. */
function tabIn(token: CST.Token | undefined, text: string): number | undefined {
  if (token === undefined || token.type === "flow-collection") return undefined;
  if (token.type === "space") return isTab(token, text) ? token.offset : undefined;
  const { start, sep, end, key, value, items } = token as unknown as Readonly<Record<string, unknown>>;
  const inner = [start, key, sep, value, items, end].flat().filter((one) => typeof one === "object" && one !== null);
  for (const one of inner) {
    const found = tabIn(one as CST.Token, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isTab({ source, offset }: CST.SourceToken, text: string): boolean {
  return source.includes("\t") && (offset === 0 || text[offset - 1] === "\n");
}

function treeOf(root: ParsedNode, source: string, lineAt: (offset: number) => number): YamlNode {
  const anchors = new Map<string, YamlNode>();
  const lineOf = (node: ParsedNode) => lineAt(node.range[0]);
  const nothing = (line: number): YamlNode => ({ is: "scalar", text: "", quoted: false, tag: "", line });
  const visit = (node: ParsedNode): YamlNode => {
    const line = lineOf(node);
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined) throw new KindFileProblem([], `has no anchor "${node.source}"`, line);
      return { is: "alias", name: node.source, target, line };
    }
    // What stands at an anchor may hold an alias to itself: it is known before its contents are.
    const found = emptyOf(node, source, line);
    if (node.anchor !== undefined) anchors.set(node.anchor, found);
    if (isSeq(node) && found.is === "list") for (const item of node.items) found.items.push(visit(item as ParsedNode));
    if (isMap(node) && found.is === "map") {
      for (const { key, value } of node.items as { key: ParsedNode | null; value: ParsedNode | null }[]) {
        const name = key === null ? nothing(line) : visit(key);
        found.entries.push({ key: name, value: value === null ? nothing(name.line) : visit(value) });
      }
    }
    return found;
  };
  return visit(root);
}

function emptyOf(node: ParsedNode, source: string, line: number): YamlNode {
  if (isSeq(node)) return { is: "list", items: [], line };
  if (isMap(node)) return { is: "map", entries: [], line };
  if (!isScalar(node)) throw new KindFileProblem([], "is no YAML that can be read", line);
  const quoted = node.type !== "PLAIN" && node.type !== undefined;
  const tag = (node.tag ?? "").replace("tag:yaml.org,2002:", "!!");
  const text = String(node.source ?? node.value ?? "");
  // Go adds no line end to a block text that ends with the file and without one.
  const isOpen = node.type?.startsWith("BLOCK") === true && node.range[1] === source.length && !source.endsWith("\n");
  return { is: "scalar", text: isOpen ? text.replace(/\n$/, "") : text, quoted, tag: tag === "!" ? "" : tag, line };
}

/** What a node is, once aliases are followed. */
export function followed(node: YamlNode): Exclude<YamlNode, { is: "alias" }> {
  return node.is === "alias" ? followed(node.target) : node;
}

/** Whether a key means that a map's entries are merged in. */
export function isMergeKey(key: YamlNode): boolean {
  return key.is === "scalar" && key.text === "<<" && (key.tag === "!!merge" || (key.tag === "" && !key.quoted));
}
