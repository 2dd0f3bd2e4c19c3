import { describe, expect, test } from "vitest";
import { defineReporter, defineSuiteReporter } from "../../../src/model/reporter.ts";
import { suiteOf } from "../../support/suite-builder.ts";

const form = { file: "timeline.html", summary: "a timeline", render: () => "text" };
const suite = suiteOf([]);

describe("a reporter", () => {
  test.each(["text", "text\n", "text\n\n"])("has a text that ends with one line break: %j", (text) => {
    expect(defineSuiteReporter({ ...form, render: () => text }).render({ suite })).toBe("text\n");
  });

  test("gets what it is made from", () => {
    expect(defineSuiteReporter({ ...form, render: (input) => input.suite.suite }).render({ suite })).toBe(
      `${suite.suite}\n`,
    );
  });

  test.each([[["te", "xt"]], [["te", "xt\n", ""]]])("has pieces that end with one line break, too: %j", (pieces) => {
    const reporter = defineSuiteReporter({ ...form, pieces: () => pieces });
    expect([...(reporter.pieces?.({ suite }) ?? [])].join("")).toBe("text\n");
    expect(defineSuiteReporter(form).pieces).toBeUndefined();
  });

  test("that renders nothing throws", () => {
    expect(() => defineSuiteReporter({ ...form, render: () => "\n" }).render({ suite })).toThrow("rendered nothing");
  });

  test.each(["../timeline.html", "a/b.html", "timeline", ".html", "Time Line.html", ""])(
    "is refused with a file that is no plain name: %j",
    (file) => expect(() => defineReporter({ ...form, file })).toThrow(`not "${file}"`),
  );

  test("may not write over the journal or any other file of the harness", () => {
    expect(() => defineReporter({ ...form, file: "journal.jsonl" })).toThrow("cannot write journal.jsonl");
  });

  test.each(["", " ", "two\nlines"])("is refused without a summary of one line: %j", (summary) => {
    expect(() => defineReporter({ ...form, summary })).toThrow("summary of one line");
  });
});
