import { encode } from "dns-packet";
import { describe, expect, it } from "vitest";
import { decodeAnswer, encodeQuestion } from "../../../src/net/dns-exchange.ts";
import { judgeDnsAnswer } from "../../../src/probes/attempts/dns-attempt.ts";
import clusterDns from "../../../src/probes/operations/cluster-dns.ts";
import workloadDns from "../../../src/probes/operations/workload-dns.ts";
import workloadHttp from "../../../src/probes/operations/workload-http.ts";
import workloadLookup from "../../../src/probes/operations/workload-lookup.ts";

const question = { name: "replica.test", type: "TXT" } as const;
const txt = (data: string) => ({ type: "TXT" as const, name: question.name, data });
const address = (data: string) => ({ type: "A" as const, name: "x", data });
const services = { api: { host: "10.96.0.1", port: 443 }, "workload-http": { host: "10.96.7.7", port: 80 } };

describe("a DNS message", () => {
  it("is read as the answer to its own question only", () => {
    const message = encode({ type: "response", id: 7, questions: [question], answers: [txt("workload-a")] });
    expect(decodeAnswer(message, question, 7)).toMatchObject({ code: "NOERROR" });
    expect(() => decodeAnswer(message, question, 8)).toThrow("another question");
    expect(() => decodeAnswer(message, { ...question, name: "else.test" }, 7)).toThrow("another question");
    expect(() => decodeAnswer(encodeQuestion(question, 7), question, 7)).toThrow("another question");
    expect(() => decodeAnswer(message.subarray(0, 20), question, 7)).toThrow();
  });
});

describe("what an answer means", () => {
  it.each([
    ["a replica's name", workloadDns, "NOERROR", [txt("workload-6d4b-x2x7z")], "ok undefined workload-6d4b-x2x7z"],
    ["somebody else's text", workloadDns, "NOERROR", [txt("hello")], "failed wrong-answer undefined"],
    ["no records", workloadDns, "NOERROR", [], "failed wrong-answer undefined"],
    ["a server that fails", workloadDns, "SERVFAIL", [], "failed servfail undefined"],
    ["a name that is not there", workloadLookup, "NXDOMAIN", [], "failed nxdomain undefined"],
    ["the API's address", clusterDns, "NOERROR", [address("10.96.0.1")], "ok undefined undefined"],
    ["another address", clusterDns, "NOERROR", [address("10.96.0.2")], "failed wrong-answer undefined"],
    ["the workload's address", workloadLookup, "NOERROR", [address("10.96.7.7")], "ok undefined undefined"],
    [
      "one address too many",
      clusterDns,
      "NOERROR",
      [address("10.96.0.1"), address("10.96.0.1")],
      "failed wrong-answer undefined",
    ],
  ] as const)("%s", (_, operation, code, records, expected) => {
    const { outcome, error, detail } = judgeDnsAnswer(operation, { code, records }, services);
    expect(`${outcome} ${error} ${detail}`).toBe(expected);
  });

  it("an address cannot be right where none is known", () => {
    expect(judgeDnsAnswer(clusterDns, { code: "NOERROR", records: [] }, {}).outcome).toBe("failed");
  });

  it("over HTTP the replica is read from the message in the body", () => {
    const body = (data: string) =>
      encode({ type: "response", id: 0, flags: 1 << 10, questions: [question], answers: [txt(data)] }).toString(
        "latin1",
      );
    expect(workloadHttp.read(body("workload-6d4b-x2x7z"))).toEqual({ detail: "workload-6d4b-x2x7z" });
    expect(() => workloadHttp.read(body("another-6d4b-x2x7z"))).toThrow("names no replica");
    expect(() => workloadHttp.read("OK")).toThrow();
  });
});
