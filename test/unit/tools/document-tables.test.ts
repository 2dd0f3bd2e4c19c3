import { expect, it } from "vitest";
import { z } from "zod";
import { withTables } from "../../../tools/document-tables.ts";
import { describeParameters } from "../../../tools/parameters.ts";

it("puts tables between their markers, and leaves everything else", () => {
  const text =
    "before\n\n<!-- faults -->\n\nold\n\n<!-- /faults -->\n\nafter\n\n<!-- other -->\nhere\n<!-- /other -->\n";
  const made = withTables(text, { faults: "| $& |" });
  expect(made).toBe(text.replace("old", () => "| $& |"));
  expect(withTables(made, { faults: "| $& |" })).toBe(made);
});

it("tells the values, the default and the need of each parameter", () => {
  const params = z.strictObject({
    lanes: z.union([z.string(), z.array(z.string())]).default(["a", "b"]),
    limit: z.string(),
    side: z.enum(["in", "out"]).default("in"),
    at: z.literal("target").optional(),
  });
  expect(describeParameters(params)).toBe(
    "`lanes` (a, b), `limit`, `side` (in, out; default in), `at` (target; optional)",
  );
  expect(describeParameters(z.strictObject({}))).toBe("");
});
