import { describe, expect, test } from "vitest";
import type { Lane } from "../../../../src/model/lane.ts";
import freshRead from "../../../../src/probes/operations/fresh-read.ts";
import write from "../../../../src/probes/operations/write.ts";

describe("fresh-read", () => {
  const lane = (index: number, operation: string, hz: number) => ({ index, operation, periodMs: 1_000 / hz }) as Lane;
  const lanes = [lane(0, "write", 10), lane(1, "write", 5), lane(2, "fresh-read", 20)];

  test("reads what each writing lane wrote a period of its own ago", () => {
    const reader = lanes[2] as Lane;
    const objectAt = (attempt: number) => freshRead.request(reader, attempt, "ns", lanes).detail;
    const writtenAt = (index: number, attempt: number) =>
      write.request(lanes[index] as Lane, attempt, "ns", lanes).detail?.split(" ")[0];
    // 3 s after the begin the first lane makes its 30th attempt, and 50 ms later the second is still at its 15th.
    expect(objectAt(60)).toBe(writtenAt(0, 29));
    expect(objectAt(61)).toBe(writtenAt(1, 14));
    expect(objectAt(0)).toBe(writtenAt(0, 0));
  });

  test("tells one content of a version from another", () => {
    const content = (keys: readonly string[]) => {
      const fields = Object.fromEntries(keys.map((key) => [`f:${key}`, {}]));
      const metadata = { name: "o", resourceVersion: "7", managedFields: [{ fieldsV1: { "f:data": fields } }] };
      return freshRead.read(JSON.stringify({ kind: "PartialObjectMetadata", metadata }));
    };
    const one = content(["0-1"]);
    expect(one).toEqual({ revision: 7, content: expect.stringMatching(/^[0-9a-f]{1,8}$/) });
    expect(content(["0-1"])).toEqual(one);
    expect(content(["0-1", "0-9"]).content).not.toBe(one.content);
    expect(["o 8f2a91bc", "o"].map((detail) => freshRead.isDetail?.(detail, 0, 0))).toEqual([true, true]);
    expect(freshRead.isDetail?.("o 8f2a91bc more", 0, 0)).toBe(false);
    expect(() => freshRead.read("{}")).toThrow();
  });

  test("reads an object that is there where nobody writes", () => {
    const alone = lane(0, "fresh-read", 10);
    const { detail } = freshRead.request(alone, 3, "ns", [alone]);
    expect(freshRead.objects?.(alone, 1_000)).toContain(detail);
  });
});
