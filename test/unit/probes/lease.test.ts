import { describe, expect, it } from "vitest";
import type { Lane } from "../../../src/model/lane.ts";
import freshRead from "../../../src/probes/operations/fresh-read.ts";
import lease from "../../../src/probes/operations/lease.ts";
import write from "../../../src/probes/operations/write.ts";

describe("lease", () => {
  const object = (spec: object) =>
    JSON.stringify({ metadata: { name: "kube-scheduler", resourceVersion: "812" }, spec });

  it("tells holder, renewal and transitions", () => {
    const spec = { holderIdentity: "kc-1_ab", renewTime: "2026-11-23T11:00:00.123456Z", leaseTransitions: 3 };
    expect(lease.read(object(spec))).toEqual({
      revision: 812,
      detail: "kube-scheduler 3 2026-11-23T11:00:00.123456Z kc-1_ab",
    });
  });

  it("takes a lease that was given up as one without a holder, and refuses any other object", () => {
    expect(lease.read(object({}))).toEqual({ revision: 812, detail: "kube-scheduler 0 never " });
    expect(() => lease.read(object({}).replace("kube-scheduler", "another"))).toThrow();
  });
});

describe("fresh-read", () => {
  const lane = (index: number, operation: string, hz: number) => ({ index, operation, periodMs: 1_000 / hz }) as Lane;
  const lanes = [lane(0, "write", 10), lane(1, "write", 5), lane(2, "fresh-read", 20)];

  it("reads what each writing lane wrote a period of its own ago", () => {
    const reader = lanes[2] as Lane;
    const objectAt = (attempt: number) => freshRead.request(reader, attempt, "ns", lanes).detail;
    const writtenAt = (index: number, attempt: number) =>
      write.request(lanes[index] as Lane, attempt, "ns", lanes).detail?.split(" ")[0];
    // 3 s after the begin the first lane makes its 30th attempt, and 50 ms later the second is still at its 15th.
    expect(objectAt(60)).toBe(writtenAt(0, 29));
    expect(objectAt(61)).toBe(writtenAt(1, 14));
    expect(objectAt(0)).toBe(writtenAt(0, 0));
  });

  it("reads an object that is there where nobody writes", () => {
    const alone = lane(0, "fresh-read", 10);
    const { detail } = freshRead.request(alone, 3, "ns", [alone]);
    expect(freshRead.objects?.(alone, 1_000)).toContain(detail);
  });
});
