/**
 * What JSON.stringify(value, null, 2) gives, in pieces: each property by itself, of a list each element. The whole as one text
 * would take several times its length for a while.
 */
export function* jsonPieces(value: object): Generator<string> {
  let before = "{";
  for (const [name, each] of Object.entries(value) as [string, unknown][]) {
    if (each === undefined) continue;
    yield `${before}\n  ${JSON.stringify(name)}: `;
    before = ",";
    if (Array.isArray(each) && each.length > 0) yield* listPieces(each);
    else yield indented(each, "  ");
  }
  yield before === "{" ? "{}" : "\n}";
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  let before = "[";
  for (const one of list) {
    yield `${before}\n    ${indented(one, "    ")}`;
    before = ",";
  }
  yield "\n  ]";
}

/** No text in JSON has a line end in it: each is one between its parts. */
function indented(value: unknown, indent: string): string {
  return JSON.stringify(value ?? null, null, 2).replaceAll("\n", `\n${indent}`);
}
