import { describe, expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { everyCertificateTrusted } from "../../../../src/analysis/verdict/trust-errors.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { between, heldFault } from "../../../../src/stories/fates.ts";
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

describe("a fault that lets certificates end", () => {
  const { injectingAt, healedAt } = heldFault;
  const assumed = ({ error = "tls-expired", from = injectingAt, to = healedAt, expires = true } = {}) =>
    everyCertificateTrusted(
      factsOf(
        buildTimeline(
          buildJournal({
            lanes: ["quorum-read/api/new"],
            guarantees: [],
            fault: heldFault,
            fate: between(from, to, { outcome: "failed", error, latencyMs: 5 }),
            change: (event) => (event.type === "fault-intent" ? { ...event, expires } : event),
          }),
        ),
      ),
    );

  test("is what attempts met that found one over while it acted, and they are told", () => {
    expect(assumed()).toMatchObject({
      outcome: "pass",
      summary: expect.stringMatching(/^they did, but for \d+ attempts that met what a fault let end$/),
    });
  });

  test.each([
    ["another fault", { expires: false }],
    ["another authority", { error: "tls-ca" }],
    ["credentials", { error: "http-401" }],
    ["what was met before it", { from: injectingAt - 1_000 }],
    ["what was met after its healing", { to: healedAt + 1_000 }],
  ])("excuses nothing else: %s", (_, change) => {
    expect(assumed(change)).toMatchObject({ outcome: "inconclusive" });
  });
});
