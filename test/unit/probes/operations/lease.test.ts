import { describe, expect, test } from "vitest";
import lease from "../../../../src/probes/operations/lease.ts";

describe("lease", () => {
  const object = (spec: object) =>
    JSON.stringify({ metadata: { name: "kube-scheduler", resourceVersion: "812" }, spec });

  test("tells holder, renewal and transitions", () => {
    const spec = { holderIdentity: "kc-1_ab", renewTime: "2026-11-23T11:00:00.123456Z", leaseTransitions: 3 };
    expect(lease.read(object(spec))).toEqual({
      revision: 812,
      detail: "kube-scheduler 3 2026-11-23T11:00:00.123456Z kc-1_ab",
    });
  });

  test("takes a lease that was given up as one without a holder, and refuses any other object", () => {
    expect(lease.read(object({}))).toEqual({ revision: 812, detail: "kube-scheduler 0 never " });
    expect(() => lease.read(object({}).replace("kube-scheduler", "another"))).toThrow();
  });
});
