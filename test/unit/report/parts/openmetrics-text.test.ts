import fc from "fast-check";
import { expect, test } from "vitest";
import { openMetricsText } from "../../../../src/report/parts/openmetrics-text.ts";
import { readOpenMetrics } from "../../../support/openmetrics.ts";

test("a family has its type, unit and help before its rows", () => {
  const text = openMetricsText([
    { name: "length_seconds", unit: "seconds", help: 'How "long".', rows: [[{ of: "a" }, 1.5]] },
    { name: "none", help: "Without rows.", rows: [] },
    { name: "plain", help: "Without a unit.", rows: [[{}, Number.POSITIVE_INFINITY]] },
  ]);
  expect(text.split("\n")).toEqual([
    "# TYPE kind_chaos_length_seconds gauge",
    "# UNIT kind_chaos_length_seconds seconds",
    '# HELP kind_chaos_length_seconds How \\"long\\".',
    'kind_chaos_length_seconds{of="a"} 1.5',
    "# TYPE kind_chaos_plain gauge",
    "# HELP kind_chaos_plain Without a unit.",
    "kind_chaos_plain +Inf",
    "# EOF",
  ]);
});

test("whatever labels and values are, a strict reader gets them back, and none stands twice", () => {
  const rows = fc.array(
    fc.tuple(fc.record({ a: fc.string({ unit: "binary" }), b: fc.string() }), fc.double({ noNaN: true })),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(rows, (made) => {
      const twice = [...made, ...made];
      const family = readOpenMetrics(`${openMetricsText([{ name: "x", help: "y", rows: twice }])}\n`).get(
        "kind_chaos_x",
      );
      const read = family?.samples.map(({ labels, value }) => [labels.get("a"), labels.get("b"), value]);
      expect(read).toEqual(twice.map(([labels, value]) => [labels.a, labels.b, value + 0]));
    }),
  );
});

test("the strict reader refuses what is wrong", () => {
  const head = "# TYPE a_seconds gauge\n# HELP a_seconds b\n";
  for (const [wrong, why] of [
    [`${head}a_seconds 1\n`, "end mark"],
    [`${head}a_seconds 1\na_seconds 2\n# EOF\n`, "twice"],
    [`${head}a_seconds 1 1700000000\n# EOF\n`, "no sample"],
    [`${head}${head}# EOF\n`, "two places"],
    ["# TYPE a gauge\n# UNIT a seconds\n# HELP a b\na 1\n# EOF\n", "does not end with"],
    [`${head}a_seconds{b="c"d"} 1\n# EOF\n`, "no sample"],
  ])
    expect(() => readOpenMetrics(wrong as string)).toThrow(why as string);
});
