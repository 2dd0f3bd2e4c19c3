import { describe, expect, test } from "vitest";
import { judgeDnsAnswer } from "../../../../src/probes/attempts/dns-attempt.ts";
import clusterDns from "../../../../src/probes/operations/cluster-dns.ts";
import workloadDns from "../../../../src/probes/operations/workload-dns.ts";
import workloadLookup from "../../../../src/probes/operations/workload-lookup.ts";

const question = { name: "replica.test", type: "TXT" } as const;
const txt = (data: string) => ({ type: "TXT" as const, name: question.name, data });
const address = (data: string) => ({ type: "A" as const, name: "x", data });
const services = { api: { host: "10.96.0.1", port: 443 }, "workload-http": { host: "10.96.7.7", port: 80 } };

describe("what an answer means", () => {
  test.each([
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

  test("an address cannot be right where none is known", () => {
    expect(judgeDnsAnswer(clusterDns, { code: "NOERROR", records: [] }, {}).outcome).toBe("failed");
  });
});
