import { KindFileProblem } from "./problem.ts";
import { oldBoolean, resolveScalar, type Scalar } from "./scalars.ts";
import { followed, isMergeKey, type YamlNode } from "./yaml-tree.ts";

/** What stands somewhere in a kind file, as kind's own types have it (pkg/apis/config/v1alpha4/types.go). */
export type Shape =
  | { readonly is: "text" | "integer" | "boolean" }
  | { readonly is: "list"; readonly of: Shape }
  | { readonly is: "map"; readonly of: Shape }
  | {
      readonly is: "fields";
      readonly fields: Readonly<Record<string, Shape>>;
      /** Other fields are passed over. */
      readonly open?: boolean;
      /** Why these fields are none that kind takes, once all are read. */
      check?(value: Readonly<Record<string, unknown>>): string | undefined;
    };

type Path = readonly PropertyKey[];
type Fields = Record<string, unknown>;

/** What was decoded; not there for what Go passes over: a null that is no value of its type. */
type Decoded = { readonly value: unknown } | undefined;

const expected = { text: "a text", integer: "a whole number", boolean: "true or false", list: "a list", map: "a map" };

/**
 * Decodes a tree as kind does (go.yaml.in/yaml/v3, known fields only): nulls leave what is there, a null in a list is
 * dropped, merged keys do not replace written ones, any scalar is a text where a text is expected. What is empty is left
 * out, but for lists. Throws KindFileProblem for the first thing that kind would refuse.
 */
export function decode(root: YamlNode, shape: Shape): unknown {
  return new Decoder().decode(root, shape, [])?.value;
}

/** Go-yaml's own bounds on what aliases may make of a file (decode.go). */
const aliasesBefore = 100;
const stepsBefore = 1_000;
const mostByAliases = 0.99;

class Decoder {
  #steps = 0;
  #byAliases = 0;
  readonly #within: YamlNode[] = [];

  decode(node: YamlNode, shape: Shape, path: Path, into?: Fields): Decoded {
    this.#steps++;
    if (this.#within.length > 0) this.#byAliases++;
    if (this.#byAliases > aliasesBefore && this.#steps > stepsBefore && this.#byAliases / this.#steps > mostByAliases)
      throw new KindFileProblem([], "has aliases that multiply");
    if (node.is !== "alias") return this.#decode(node, shape, path, into);
    if (this.#within.includes(node)) throw new KindFileProblem(path, `*${node.name} holds itself`, node.line);
    this.#within.push(node);
    const decoded = this.decode(node.target, shape, path, into);
    this.#within.pop();
    return decoded;
  }

  #decode(node: Exclude<YamlNode, { is: "alias" }>, shape: Shape, path: Path, into?: Fields): Decoded {
    if (node.is === "map") mustBeUnique(node, path);
    if (node.is === "scalar") {
      const scalar = resolveScalar(node);
      if (scalar.is === "null") return undefined;
      return { value: this.#scalar(scalar, node, shape, path) };
    }
    if (shape.is === "list" && node.is === "list") return { value: this.#list(node.items, shape.of, path) };
    if (shape.is === "map" && node.is === "map") return { value: this.#map(node, shape.of, path, into ?? {}) };
    if (shape.is !== "fields" || node.is !== "map") throw unexpected(shape, `a ${node.is}`, path, node.line);
    const value = into ?? {};
    this.#fields(node, shape, path, value, undefined);
    const reason = shape.check?.(value);
    if (reason !== undefined) throw new KindFileProblem(path, reason, node.line);
    return { value };
  }

  #scalar(scalar: Scalar, node: Extract<YamlNode, { is: "scalar" }>, shape: Shape, path: Path): unknown {
    const shown = JSON.stringify(node.text);
    if (scalar.is === "invalid") throw new KindFileProblem(path, `${shown} is no ${node.tag}`, node.line);
    if (shape.is === "text") return scalar.is === "text" ? scalar.value : node.text;
    if (shape.is === "integer" && scalar.is === "number") {
      const whole = Math.trunc(scalar.value);
      if (whole >= -(2 ** 31) && whole < 2 ** 31) return whole + 0;
    }
    if (shape.is === "boolean") {
      const value =
        scalar.is === "boolean" ? scalar.value : scalar.is === "text" ? oldBoolean(scalar.value) : undefined;
      if (value !== undefined) return value;
    }
    throw unexpected(shape, shown, path, node.line);
  }

  #list(items: readonly YamlNode[], of: Shape, path: Path): unknown[] {
    return items.flatMap((item, index) => {
      const decoded = this.decode(item, of, [...path, index]);
      return decoded === undefined ? [] : [decoded.value];
    });
  }

  #map(node: Extract<YamlNode, { is: "map" }>, of: Shape, path: Path, into: Fields, merged?: Set<string>): Fields {
    let merge: YamlNode | undefined;
    for (const { key, value } of node.entries) {
      if (isMergeKey(key)) merge = value;
      else this.#entry(key, value, of, path, into, merged);
    }
    if (merge !== undefined) {
      const known = merged ?? new Set(Object.keys(into));
      for (const map of mapsIn(merge, path)) this.#within2(map, (one) => this.#map(one, of, path, into, known));
    }
    return into;
  }

  #entry(key: YamlNode, value: YamlNode, of: Shape, path: Path, into: Fields, merged?: Set<string>): void {
    const name = this.decode(key, { is: "text" }, path)?.value;
    if (name === undefined || merged?.has(String(name))) return;
    merged?.add(String(name));
    const decoded = this.decode(value, of, [...path, String(name)]);
    set(into, String(name), decoded === undefined ? zeroOf(of) : decoded.value);
  }

  #fields(
    node: Extract<YamlNode, { is: "map" }>,
    shape: Extract<Shape, { is: "fields" }>,
    path: Path,
    into: Fields,
    merged: Set<string> | undefined,
  ): void {
    const written = new Set<string>();
    let merge: YamlNode | undefined;
    for (const { key, value } of node.entries) {
      if (isMergeKey(key)) {
        merge = value;
        continue;
      }
      const decoded = this.decode(key, { is: "text" }, path);
      if (decoded === undefined) continue;
      const name = String(decoded.value);
      if (merged?.has(name)) continue;
      merged?.add(name);
      const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
      if (field === undefined && shape.open === true) continue;
      if (field === undefined)
        throw new KindFileProblem([...path, name], "kind knows no such field here", followed(key).line);
      if (written.has(name)) throw new KindFileProblem([...path, name], "is there twice", key.line);
      written.add(name);
      const before = into[name];
      const found = this.decode(value, field, [...path, name], isFields(before) ? before : undefined);
      if (found !== undefined) set(into, name, found.value);
    }
    if (merge === undefined) return;
    const known = merged ?? new Set(node.entries.flatMap(({ key }) => textOf(key)));
    for (const map of mapsIn(merge, path))
      this.#within2(map, (one) => {
        mustBeUnique(one, path);
        this.#fields(one, shape, path, into, known);
      });
  }

  /** Visits what a merge key names, as often as aliases lead there. */
  #within2(node: YamlNode, visit: (map: Extract<YamlNode, { is: "map" }>) => void): void {
    this.#steps++;
    this.#byAliases++;
    if (this.#within.includes(node)) throw new KindFileProblem([], "has an alias that holds itself", node.line);
    this.#within.push(node);
    visit(followed(node) as Extract<YamlNode, { is: "map" }>);
    this.#within.pop();
  }
}

function set(into: Fields, name: string, value: unknown): void {
  // A key of "__proto__" is a key like any other.
  Object.defineProperty(into, name, { value, enumerable: true, configurable: true, writable: true });
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function zeroOf(shape: Shape): unknown {
  return { text: "", integer: 0, boolean: false, list: [], map: {}, fields: {} }[shape.is];
}

function textOf(key: YamlNode): string[] {
  const node = followed(key);
  return node.is === "scalar" ? [node.text] : [];
}

/** The maps that a merge key names: one, or a list of them. */
function mapsIn(merge: YamlNode, path: Path): YamlNode[] {
  const maps = merge.is === "list" ? merge.items : [merge];
  const odd = maps.find((map) => (map.is === "alias" ? map.target : map).is !== "map");
  if (odd !== undefined) throw new KindFileProblem(path, "<< takes a map or a list of maps", odd.line);
  return maps;
}

function mustBeUnique({ entries }: Extract<YamlNode, { is: "map" }>, path: Path): void {
  const seen = new Set<string>();
  for (const { key } of entries) {
    if (key.is !== "scalar") continue;
    if (seen.has(key.text)) throw new KindFileProblem([...path, key.text], "is there twice", key.line);
    seen.add(key.text);
  }
}

function unexpected(shape: Shape, found: string, path: Path, line: number): KindFileProblem {
  const wanted = shape.is === "fields" ? "a map" : expected[shape.is];
  return new KindFileProblem(path, `${wanted} is expected, ${found} was found`, line);
}
