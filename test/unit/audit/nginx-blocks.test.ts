import { expect, test } from "vitest";
import { allNamed, directivesOf } from "../../../src/audit/nginx-blocks.ts";

test("directives have their words, and those inside of them", () => {
  const text = `# first\nuser www;\nhttp { server { listen 80; add_header X "a; {b}"; } }\n`;
  expect(directivesOf(text)).toEqual([
    { words: ["user", "www"], inside: undefined },
    {
      words: ["http"],
      inside: [
        {
          words: ["server"],
          inside: [
            { words: ["listen", "80"], inside: undefined },
            { words: ["add_header", "X", "a; {b}"], inside: undefined },
          ],
        },
      ],
    },
  ]);
  expect(allNamed(directivesOf(text), "listen").map(({ words }) => words)).toEqual([["listen", "80"]]);
});

test.each([
  ["a { b;", /is not closed/],
  ["a; }", /closes nothing/],
])("%s is told", (text, message) => expect(() => directivesOf(text)).toThrow(message));
