import fc from "fast-check";
import { expect, test } from "vitest";
import { LineSplitter, longestLineBytes } from "../../../src/journal/line-splitter.ts";

/** Everything that a file gives, in whatever pieces it is read. */
function split(
  file: Buffer,
  sizes: readonly number[],
): { lines: string; checksums: string[]; long: number; rest: string } {
  const out = { lines: "", checksums: [] as string[], long: 0, rest: "" };
  const splitter = new LineSplitter({
    lines: (bytes) => {
      out.lines += bytes.toString();
    },
    checksum: (bytes) => void out.checksums.push(bytes.toString()),
    tooLong: (bytes) => {
      out.long += bytes.length;
    },
  });
  let at = 0;
  for (let piece = 0; at < file.length; piece += 1) {
    const size = sizes[piece % sizes.length] ?? file.length;
    splitter.take(Buffer.from(file.subarray(at, at + size)));
    at += size;
  }
  return { ...out, rest: splitter.rest.toString() };
}

test("what is read does not depend on the pieces in which it comes", () => {
  const line = fc.constantFrom('["d",7,"0000beef"]', '["s",0,1]', '{"text":"[\\"d\\","}', "é€😀", "");
  fc.assert(
    fc.property(
      fc.array(line),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
      (lines, ended, sizes) => {
        const file = Buffer.from(lines.join("\n") + (ended ? "\n" : ""));
        const whole = split(file, [file.length + 1]);
        expect(split(file, sizes)).toEqual(whole);
        expect(whole.lines.length + whole.checksums.join("").length + whole.rest.length).toBe(file.toString().length);
      },
    ),
  );
});

test("a line that is too long is given away in parts, and what follows it is read", () => {
  const file = Buffer.from(`before\n${"x".repeat(longestLineBytes + (2 << 20))}\nafter\n["d",3,"0000beef"]\n`);
  const { lines, checksums, long } = split(file, [1 << 20]);
  expect({ lines, checksums, long }).toEqual({
    lines: "before\nafter\n",
    checksums: ['["d",3,"0000beef"]\n'],
    long: longestLineBytes + (2 << 20) + 1,
  });
});
