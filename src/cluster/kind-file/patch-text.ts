import { KindFileProblem } from "./problem.ts";
import { resolveScalar } from "./scalars.ts";
import { isMergeKey, readYamlTree, type YamlNode } from "./yaml-tree.ts";

/** Go's bufio.Scanner takes no longer document than this, bytes. */
const longestDocument = 64 * 1024;

/**
 * The documents in the text of one patch, as kind splits it (pkg/internal/patch/resource.go): before every line that
 * begins with "---", whatever it belongs to, and what follows on such a line is lost. Throws KindFileProblem.
 */
export function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let rest = text;
  while (rest !== "") {
    const found = rest.indexOf("\n---");
    const document = found < 0 ? rest : rest.slice(0, found);
    if (Buffer.byteLength(document) >= longestDocument)
      throw new KindFileProblem([], "has a document of more than 64 KiB, which kind does not take");
    if (found < 0) return [...documents, rest];
    const after = rest.slice(found + 4);
    if (after === "") return [...documents, document];
    const end = after.indexOf("\n");
    // A separator on the last line without its end takes along what stands before it.
    if (end < 0) return documents;
    documents.push(document);
    rest = after.slice(end + 1);
  }
  return documents;
}

/** YAML as JSON, as kind reads patches (sigs.k8s.io/yaml): with the booleans of YAML 1.1. Throws KindFileProblem. */
export function jsonOf(text: string): unknown {
  try {
    const tree = readYamlTree(text);
    return tree === undefined ? null : new Conversion().valueOf(tree);
  } catch (error) {
    if (!(error instanceof KindFileProblem)) throw error;
    const where = error.line === undefined ? "" : ` (line ${error.line} of the text)`;
    throw new KindFileProblem([], `${error.message}${where}`);
  }
}

/** More nodes than any patch has; aliases could make any number of them. */
const mostNodes = 100_000;

class Conversion {
  #nodes = 0;
  readonly #within: YamlNode[] = [];

  valueOf(node: YamlNode): unknown {
    if (++this.#nodes > mostNodes) throw new KindFileProblem([], "has aliases that multiply", node.line);
    if (node.is === "alias") {
      if (this.#within.includes(node.target)) throw new KindFileProblem([], `*${node.name} holds itself`, node.line);
      return this.valueOf(node.target);
    }
    if (node.is === "scalar") return scalarOf(node);
    this.#within.push(node);
    const value = node.is === "list" ? node.items.map((item) => this.valueOf(item)) : this.#map(node);
    this.#within.pop();
    return value;
  }

  #map(node: Extract<YamlNode, { is: "map" }>): Record<string, unknown> {
    const map = new Map<string, unknown>();
    for (const { key, value } of node.entries) {
      if (isMergeKey(key)) for (const [name, one] of this.#merged(value)) map.set(name, one);
      else map.set(keyOf(key), this.valueOf(value));
    }
    return Object.fromEntries(map);
  }

  #merged(node: YamlNode): [string, unknown][] {
    const value = this.valueOf(node);
    // Of several maps the first one counts.
    const maps = Array.isArray(value) ? value.toReversed() : [value];
    return maps.flatMap((map) => {
      if (isPlainMap(map)) return Object.entries(map);
      throw new KindFileProblem([], "<< takes a map or a list of maps", node.line);
    });
  }
}

/** Whether a value of JSON is a map. */
export function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function scalarOf(node: Extract<YamlNode, { is: "scalar" }>): unknown {
  const scalar = resolveScalar(node, true);
  if (scalar.is === "null") return null;
  const isWrong = scalar.is === "invalid" || (scalar.is === "number" && !Number.isFinite(scalar.value));
  if (isWrong) throw new KindFileProblem([], `${JSON.stringify(node.text)} has no place in JSON`, node.line);
  return scalar.value;
}

function keyOf(key: YamlNode): string {
  const value = key.is === "scalar" ? scalarOf(key) : null;
  if (value === null) throw new KindFileProblem([], "has a key that is no text", key.line);
  return String(value);
}
