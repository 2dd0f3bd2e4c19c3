import { describe, expect, it, vi } from "vitest";
import { type Suite, suiteSchema } from "../../../src/model/suite.ts";
import json from "../../../src/report/suite/json.ts";
import { SharedPlans } from "../../../src/suite/shared-plans.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";

const planned = { scenario: "a", repeat: 1, topology: "ha", profile: "stock", kubernetes: "1.37.2", kind: "0.33.0" };
const shardOf = (index: number, seed = 7): Suite => {
  const shard = { index, of: 2, plan: [1, 2].map((own) => ({ ...planned, seed, repeat: own, shard: own })) };
  return { ...suiteOf([suiteRun({ result: null, notRun: "größer, 日本" })]), shard };
};
const textOf = (index: number, seed?: number) => json.render({ suite: shardOf(index, seed) });

/** Reads a summary as a merge does. */
const read = (plans: SharedPlans, text: string): Suite => {
  const summary = plans.read(Buffer.from(text));
  return plans.shared(suiteSchema.parse(summary.value), summary);
};
const wasLeftOut = (plans: SharedPlans, text: string) => plans.read(Buffer.from(text)).plan !== undefined;

describe("plans of shards", () => {
  it("are one between all shards of a call, which are what they were", () => {
    const plans = new SharedPlans();
    const texts = [textOf(1), textOf(2), textOf(2, 8)];
    const [one, other, another] = texts.map((text) => read(plans, text));
    expect(other?.shard?.plan).toBe(one?.shard?.plan);
    expect(another?.shard?.plan).not.toBe(one?.shard?.plan);
    expect([one, other, another]).toEqual(texts.map((text) => suiteSchema.parse(JSON.parse(text))));
  });

  it("are parsed once where they stand as the harness writes them", () => {
    const plans = new SharedPlans();
    read(plans, textOf(1));
    const parse = vi.spyOn(JSON, "parse");
    expect(wasLeftOut(plans, textOf(2))).toBe(true);
    expect(parse.mock.calls.map(([text]) => text.includes('"repeat": 2'))).toEqual([false]);
    parse.mockRestore();
    expect(wasLeftOut(plans, textOf(2, 8))).toBe(false);
  });

  it("are one, too, where somebody wrote them otherwise", () => {
    const plans = new SharedPlans();
    const one = read(plans, textOf(1));
    const minified = JSON.stringify(JSON.parse(textOf(2)));
    expect(wasLeftOut(plans, minified)).toBe(false);
    expect(read(plans, minified).shard?.plan).toBe(one.shard?.plan);
  });

  it("are only left out where they are the plan of the shard", () => {
    const plans = new SharedPlans();
    read(plans, textOf(1));
    const member = /\n {4}"plan": \[.*?\n {4}\]/s.exec(textOf(1))?.[0] ?? "";
    const whole = textOf(2);
    expect(whole).toContain(member);
    for (const text of [
      // Another plan stands behind it, or it stands in another object, or as a text.
      whole.replace(member, `${member},\n    "plan": []`),
      whole.replace(`,${member}`, "").replace(/^{/, `{${member},`),
      whole.replace(member, '\n    "plan": []').replace('"terms": {', `"terms": {${member},`),
      whole.replace(member, '\n    "plan": []').replace("größer", JSON.stringify(member).slice(1, -1)),
      whole.replace(`${member}\n  },`, `${member}\n  }, "shard": null,`),
    ]) {
      expect(text).not.toBe(whole);
      expect(wasLeftOut(plans, text)).toBe(false);
    }
    const before = whole.replace(member, `\n    "plan": [{}],${member}`);
    expect(read(plans, before)).toEqual(suiteSchema.parse(JSON.parse(before)));
  });

  it("keep nothing from being refused", () => {
    const plans = new SharedPlans();
    read(plans, textOf(1));
    expect(() => read(plans, textOf(2).slice(0, -3))).toThrow(SyntaxError);
    expect(() => read(plans, textOf(2).replace('"index": 2', '"index": 0'))).toThrow();
    expect(() => read(plans, textOf(2).replace('"shard": 2', '"shard": "2"'))).toThrow();
    for (const value of [null, 5, "x", [], {}, { shard: null }, { shard: "s" }, { shard: { plan: 1 } }])
      expect(plans.read(Buffer.from(JSON.stringify(value)))).toEqual({ value, plan: undefined });
  });
});
