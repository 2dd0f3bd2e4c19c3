import { expect, it } from "vitest";
import { readYamlText } from "../../../src/host/yaml-text.ts";
import { UsageError } from "../../../src/model/errors.ts";

it("says what stands in the text and in which line, of what is missing in that of what is around it", () => {
  const { value, lineOf } = readYamlText("a: 1\nb:\n  - c: 2\n  - d: 3\n", "x.yaml");
  expect(value).toEqual({ a: 1, b: [{ c: 2 }, { d: 3 }] });
  expect([lineOf(["b", 1, "d"]), lineOf(["b", 1, "none"]), lineOf(["none"]), lineOf([])]).toEqual([4, 4, 1, 1]);
});

it("is nothing where there is nothing but comments, and lets no merge key merge", () => {
  expect(readYamlText("# none yet\n", "x.yaml").value).toBeNull();
  expect(readYamlText("- &a {b: 1}\n- <<: *a\n", "x.yaml").value).toEqual([{ b: 1 }, { "<<": { b: 1 } }]);
});

const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${["b", "c", "d", "e", "f"]
  .map((name, index) => `${name}: &${name} [${`*${"abcde"[index]}, `.repeat(9)}]\n`)
  .join("")}`;

/** The error that something throws. */
function caught(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  return expect.unreachable();
}

it.each([
  ["a: [1\nb: 2\n", /^x\.yaml:\d+: /],
  ["a: 1\na: 2\n", /^x\.yaml:2: Map keys must be unique/],
  ["a: 1\n---\nb: 2\n", /^x\.yaml:\d+: .*multiple documents/],
  ["a: *none\n", /^x\.yaml(:\d+)?: .*none/],
  [bomb, /^x\.yaml: is no YAML that can be read: Excessive alias count/],
  ["[".repeat(100_000), /^x\.yaml(:\d+)?: /],
])("refuses what cannot be read in one line, %#", (text, message) => {
  const refused = caught(() => readYamlText(text, "x.yaml"));
  expect(refused).toBeInstanceOf(UsageError);
  expect(refused.message).toMatch(message);
  expect(refused.message).not.toContain("\n");
});
