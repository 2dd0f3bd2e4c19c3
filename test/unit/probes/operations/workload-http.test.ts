import { encode } from "dns-packet";
import { describe, expect, test } from "vitest";
import workloadHttp from "../../../../src/probes/operations/workload-http.ts";

const question = { name: "replica.test", type: "TXT" } as const;
const txt = (data: string) => ({ type: "TXT" as const, name: question.name, data });

describe("what an answer means", () => {
  test("over HTTP the replica is read from the message in the body", () => {
    const body = (data: string) =>
      encode({ type: "response", id: 0, flags: 1 << 10, questions: [question], answers: [txt(data)] }).toString(
        "latin1",
      );
    expect(workloadHttp.read(body("workload-6d4b-x2x7z"))).toEqual({ detail: "workload-6d4b-x2x7z" });
    expect(() => workloadHttp.read(body("another-6d4b-x2x7z"))).toThrow("names no replica");
    expect(() => workloadHttp.read("OK")).toThrow();
  });
});
