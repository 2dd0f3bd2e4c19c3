import fc from "fast-check";
import { expect, test } from "vitest";
import { type MetricSample, parseMetrics } from "../../../src/preflight/prometheus-text.ts";

const read = (text: string, ...names: string[]) =>
  parseMetrics(text, names).map(({ labels, value }) => [Object.fromEntries(labels), value]);

test("lines of the names that were asked for are read, as components write them", () => {
  const text = [
    '# HELP a Some words with a{b="c"} 1',
    "# TYPE a gauge",
    'a{group="policy",version="v1beta1",resource="b",} 1',
    'a{path="C:\\\\d\\"e\\n"} 2.5e+06 1700000000000',
    "a 0",
    "a\t+Inf",
    "other{broken 1",
    "a_total 7",
    "",
  ].join("\n");
  expect(read(text, "a")).toEqual([
    [{ group: "policy", version: "v1beta1", resource: "b" }, 1],
    [{ path: 'C:\\d"e\n' }, 2_500_000],
    [{}, 0],
    [{}, Number.POSITIVE_INFINITY],
  ]);
});

test.each([
  'a{b="c" 1',
  "a{b=c} 1",
  'a{b="c"}',
  "a",
  "a one",
  "a} 1",
  'a{b="c"} 0x10',
  'a{b="c",b="d"} 1',
  'a{b="c"}} 1',
])("%j cannot be read, and is not left out", (line) => {
  expect(() => parseMetrics(line, ["a"])).toThrow("metrics have a line that is none");
});

const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,8}$/);
const label = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/);
const sample = fc.record({
  name,
  labels: fc.uniqueArray(fc.tuple(label, fc.string()), { selector: ([key]) => key, maxLength: 4 }),
  value: fc.oneof(fc.double({ noNaN: true }), fc.integer()),
});

test("what is written by the format's rules is read as it was", () => {
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 6 }), (samples) => {
      const text = samples.map(written).join("\n");
      const names = samples.map((one) => one.name);
      expect(parseMetrics(text, names).map(plain)).toEqual(
        samples.map((one) => plain({ ...one, labels: new Map(one.labels) })),
      );
    }),
  );
});

function written({ name: own, labels, value }: { name: string; labels: [string, string][]; value: number }): string {
  const escaped = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  const pairs = labels.map(([key, text]) => `${key}="${escaped(text)}"`);
  const number = Number.isFinite(value) ? String(value) : value > 0 ? "+Inf" : "-Inf";
  return `${own}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${number}`;
}

function plain({ name: own, labels, value }: MetricSample) {
  return [own, [...labels], value === 0 ? 0 : value];
}
