import { describe, expect, it } from "vitest";
import { namePattern } from "../../../src/model/pod-names.ts";
import { ofWorkload } from "../../../src/model/workload.ts";

describe("namePattern", () => {
  it("knows the pods of a Deployment by hash and suffix, and not those of one with a longer name", () => {
    const pattern = namePattern({ kind: "Deployment", name: "web" });
    expect(pattern.test("web-6d4b75cb6d-x2x7z")).toBe(true);
    expect(pattern.test("web-cache-6d4b75cb6d-x2x7z")).toBe(false);
    expect(pattern.test("web-0")).toBe(false);
  });

  it("knows the pods of a StatefulSet by their numbers, of a DaemonSet by a suffix, and a pod by its name", () => {
    expect(namePattern({ kind: "StatefulSet", name: "db" }).test("db-12")).toBe(true);
    expect(namePattern({ kind: "StatefulSet", name: "db" }).test("db-x2x7z")).toBe(false);
    expect(namePattern({ kind: "DaemonSet", name: "agent" }).test("agent-x2x7z")).toBe(true);
    expect(namePattern({ kind: "Pod", name: "one" }).test("one")).toBe(true);
    expect(namePattern({ kind: "Pod", name: "one" }).test("one-2")).toBe(false);
  });

  it("knows the pods of an indexed Job by the index before the suffix", () => {
    const pattern = namePattern({ kind: "Job", name: "work" });
    expect(pattern.test("work-x2x7z")).toBe(true);
    expect(pattern.test("work-0-x2x7z")).toBe(true);
    expect(pattern.test("work-more-x2x7z")).toBe(false);
  });

  // apiserver, storage/names: a base of more than 58 letters is cut before the suffix.
  it.each([40, 46, 47, 50, 56, 57, 58, 63])("knows pods whose names are cut, of a name of %d letters", (length) => {
    const name = "a".repeat(length);
    for (const hash of ["x2", "6d4b75cb6d"]) {
      const pod = `${`${name}-${hash}-`.slice(0, 58)}x2x7z`;
      expect([pod, namePattern({ kind: "Deployment", name }).test(pod)]).toEqual([pod, true]);
    }
    const slice = `${`${name}-`.slice(0, 58)}x2x7z`;
    expect(namePattern({ kind: "Service", name }).test(slice)).toBe(true);
    expect(namePattern({ kind: "ReplicaSet", name }).test(slice)).toBe(true);
  });

  it("takes every sign of a name as it is", () => {
    expect(namePattern({ kind: "Service", name: "a.b" }).test("a.b-x2x7z")).toBe(true);
    expect(namePattern({ kind: "Service", name: "a.b" }).test("acb-x2x7z")).toBe(false);
    expect(namePattern({ kind: "Service", name: "(a+)+$" }).test("a-x2x7z")).toBe(false);
  });
});

describe("ofWorkload", () => {
  it("knows the built-in workload by its name, and an application by what makes its pods", () => {
    expect(ofWorkload(undefined)({ name: "workload-6d4b-x" })).toBe(true);
    const isOwn = ofWorkload({ named: [{ kind: "Deployment", name: "web" }] });
    expect(isOwn({ name: "web-6d4b75cb6d-x2x7z" })).toBe(true);
    expect(isOwn({ name: "workload-6d4b75cb6d-x2x7z" })).toBe(false);
    expect(ofWorkload({ named: [] })({ name: "workload-6d4b75cb6d-x2x7z" })).toBe(false);
  });
});
