import { describe, expect, it } from "vitest";
import { judgeAnswer, lostOutcome, statusReason } from "../../../../src/probes/attempts/answer.ts";
import etcdStatus from "../../../../src/probes/operations/etcd-status.ts";
import quorumRead from "../../../../src/probes/operations/quorum-read.ts";
import readyz from "../../../../src/probes/operations/readyz.ts";
import write from "../../../../src/probes/operations/write.ts";

const answer = (status: number, body = "") => ({ status, body, reusable: true });
const failure = (message: string, reason = "InternalError") =>
  JSON.stringify({ kind: "Status", status: "Failure", message, reason });

describe("judgeAnswer", () => {
  it("takes a whole object for success and keeps its resource version", () => {
    const body = JSON.stringify({ metadata: { resourceVersion: "812" } });
    expect(judgeAnswer(quorumRead, answer(200, body))).toMatchObject({ outcome: "ok", revision: 812 });
  });

  it("takes a good status with a body that does not read for a failure", () => {
    expect(judgeAnswer(quorumRead, answer(200, "<html>"))).toEqual({ outcome: "failed", error: "bad-answer" });
    expect(judgeAnswer(write, answer(200, "{}"))).toEqual({ outcome: "unknown", error: "bad-answer" });
  });

  it.each([400, 401, 403, 404, 409, 422, 429])("knows that a write answered with %i was not carried out", (status) => {
    expect(judgeAnswer(write, answer(status))).toEqual({ outcome: "failed", error: `http-${status}` });
  });

  it.each([
    [500, failure("etcdserver: request timed out"), "http-500:etcdserver-timeout"],
    [500, failure("etcdserver: leader changed"), "http-500:leader-changed"],
    [503, failure("apiserver is shutting down", "ServiceUnavailable"), "http-503:shutting-down"],
    [504, failure("request did not complete", "Timeout"), "http-504:timeout"],
    [500, "not a status", "http-500"],
  ])("does not know whether a write answered with %i was carried out", (status, body, error) => {
    expect(judgeAnswer(write, answer(status, body))).toEqual({ outcome: "unknown", error });
    expect(judgeAnswer(quorumRead, answer(status, body))).toEqual({ outcome: "failed", error });
  });

  it("names the checks that an API server says have failed", () => {
    const body =
      "[+]ping ok\n[-]etcd failed: reason withheld\n[-]etcd-readiness failed: reason withheld\nreadyz check failed\n";
    expect(judgeAnswer(readyz, answer(500, body)).error).toBe("http-500:etcd+etcd-readiness");
    expect(judgeAnswer(readyz, answer(200, "ok")).outcome).toBe("ok");
  });

  it("reads leader, term and applied index of an etcd member, whose 64-bit numbers are strings", () => {
    const body = JSON.stringify({
      header: {},
      leader: "10276657743932975437",
      raftTerm: "3",
      raftAppliedIndex: "5120",
    });
    expect(judgeAnswer(etcdStatus, answer(200, body))).toMatchObject({ revision: 3, detail: "8e9e05c52164694d 5120" });
    expect(judgeAnswer(etcdStatus, answer(200, '{"header":{},"raftTerm":"4"}'))).toMatchObject({ detail: "0 0" });
  });
});

describe("lostOutcome", () => {
  it("is unknown for a write that was sent, failed for everything else", () => {
    expect([lostOutcome(write, true), lostOutcome(write, false)]).toEqual(["unknown", "failed"]);
    expect([lostOutcome(quorumRead, true), lostOutcome(quorumRead, false)]).toEqual(["failed", "failed"]);
  });
});

describe("statusReason", () => {
  it("puts the API's own reasons in small letters", () => {
    expect(statusReason(failure("x", "ServiceUnavailable"))).toBe("service-unavailable");
  });
});
