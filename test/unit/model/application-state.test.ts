import { describe, expect, it } from "vitest";
import { type ApplicationSet, describeSet, isWhole } from "../../../src/model/application-state.ts";

const job = (change: Partial<ApplicationSet>): ApplicationSet => ({
  kind: "Job",
  name: "work",
  wanted: 3,
  ready: 0,
  running: 0,
  ...change,
});

describe("isWhole", () => {
  it("is a set with all that it wants, and a Job that runs or is complete", () => {
    const web = { kind: "Deployment", name: "web", wanted: 2 };
    expect([isWhole({ ...web, ready: 2 }), isWhole({ ...web, ready: 1 })]).toEqual([true, false]);
    expect([isWhole(job({ running: 1 })), isWhole(job({ ready: 3 }))]).toEqual([true, true]);
  });

  it("is no Job that never began, or that failed", () => {
    expect([isWhole(job({})), isWhole(job({ running: 2, failed: "BackoffLimitExceeded" }))]).toEqual([false, false]);
  });
});

describe("describeSet", () => {
  it.each([
    [{ kind: "Deployment", name: "web", wanted: 2, ready: 1 }, "Deployment web 1 of 2 Ready"],
    [job({}), "Job work 0 of 3 complete, none of its pods runs"],
    [job({ running: 2, ready: 1 }), "Job work 1 of 3 complete"],
    [job({ failed: "BackoffLimitExceeded" }), "Job work 0 of 3 complete, failed: BackoffLimitExceeded"],
  ])("tells %j", (set, words) => {
    expect(describeSet(set)).toBe(words);
  });
});
