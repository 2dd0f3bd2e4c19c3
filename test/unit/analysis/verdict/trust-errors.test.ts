import { describe, expect, test } from "vitest";
import {
  fateBetween,
  reportOfMonitored,
  serverLanes,
  serverLimit,
  whileFailing,
} from "../../../support/monitored-story.ts";

const notHeld = (report: ReturnType<typeof reportOfMonitored>) =>
  report.assumptions.filter(({ outcome }) => outcome !== "pass").map(({ name }) => name);

describe.each(["tls-ca", "tls-expired", "tls-name", "http-401"])("attempts that end with %s", (error) => {
  test("are no outage: they break no limit, keep none either, and are named", () => {
    const report = reportOfMonitored({ lanes: serverLanes, guarantees: [serverLimit], fate: whileFailing(error) });
    expect(report.verdicts[0]).toMatchObject({ outcome: "inconclusive" });
    expect(report.verdicts[0]?.measuredMs?.[0]).toBe(0);
    expect(report.verdicts[0]?.summary).toContain(`(${error}`);
    expect(notHeld(report)).toEqual(["every certificate and every credential convinced"]);
    expect(report.findings.join(" ")).toMatch(/quorum-read\/server\/new: \d+ of \d+ attempts .*: .*that is no outage/);
  });

  test("do not hide an outage beside them", () => {
    const fate = fateBetween((at) => ({ outcome: "failed", error: at < 4_500 ? error : "refused" }));
    expect(reportOfMonitored({ lanes: serverLanes, guarantees: [serverLimit], fate }).verdicts[0]).toMatchObject({
      outcome: "fail",
    });
  });

  test("do not join two outages that are each within the limit", () => {
    const fate = fateBetween((at) => ({ outcome: "failed", error: at > 5_800 && at < 6_200 ? error : "refused" }));
    expect(reportOfMonitored({ lanes: serverLanes, guarantees: [serverLimit], fate }).verdicts[0]).toMatchObject({
      outcome: "inconclusive",
    });
  });
});
