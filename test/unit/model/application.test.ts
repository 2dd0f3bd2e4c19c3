import { describe, expect, it } from "vitest";
import { applicationSchema, isApplication } from "../../../src/model/application.ts";

describe("isApplication", () => {
  it("tells an application from the built-in workload, also where it does not say what it is", () => {
    expect([{ manifests: ["a.yaml"] }, { namespace: "shop" }, { images: ["shop:1"] }].map(isApplication)).toEqual([
      true,
      true,
      true,
    ]);
    expect([undefined, {}, { replicas: 2 }, { cpu: "10m" }].map(isApplication)).toEqual([false, false, false, false]);
  });
});

describe("applicationSchema", () => {
  it("wants manifests or a namespace, and not both", () => {
    const words = "has either manifests, which are applied, or the namespace in which it runs already";
    for (const one of [{ images: ["shop:1"] }, { manifests: ["a.yaml"], namespace: "shop" }])
      expect(applicationSchema.safeParse(one).error?.issues[0]?.message).toBe(words);
  });
});
