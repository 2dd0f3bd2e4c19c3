import { expect, it } from "vitest";
import { withFigures } from "../../../../tools/high-availability/page.ts";

const page = `# Words

| what holds | shown by | measured |
| --- | --- | --- |
| one \\| two | \`a\` | 1 s to 2 s |
| three | \`b\` | |

| belief | what holds instead | shown by | measured |
| --- | --- | --- | --- |
| x | y | \`a\` | |

| another | table |
| --- | --- |
| without | claims |
`;
const claims = ["a", "b", "a"].map((scenario) => ({ scenario, guarantee: null }));
const figures: Readonly<Record<string, string>> = { a: "3 s to 4 s" };
const figureOf = ({ scenario }: { readonly scenario: string }) => figures[scenario] ?? "";

it("puts each claim's figure in its place, and changes nothing else", () => {
  const made = withFigures(page, claims, figureOf);
  expect(made).toBe(page.replace("1 s to 2 s", "3 s to 4 s").replace("`a` | |", "`a` | 3 s to 4 s |"));
  expect(withFigures(made, claims, figureOf)).toBe(made);
  expect(withFigures(page, claims, () => "")).toBe(page.replace(" 1 s to 2 s ", " "));
});

it("refuses claims that are not those of the page", () => {
  const other = claims.with(1, { scenario: "c", guarantee: null });
  expect(() => withFigures(page, other, figureOf)).toThrow(/claim 2 is shown by `b`, and by c in/);
  expect(() => withFigures(page, claims.slice(1), figureOf)).toThrow(/claim 1 is shown by `a`/);
  expect(() => withFigures(page, [...claims, ...claims], figureOf)).toThrow(/3 claims, and 6/);
});
