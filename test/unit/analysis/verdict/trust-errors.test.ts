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
  interface Met {
    readonly error?: string;
    readonly from?: number;
    readonly to?: number;
    readonly expires?: boolean;
    readonly lane?: string;
    /** The control planes that attempts met, by their places; the fault hits the second. */
    readonly at?: readonly number[];
    readonly isSeen?: boolean;
  }
  const assumed = ({
    error = "tls-expired",
    from = injectingAt,
    to = healedAt,
    expires = true,
    lane = "quorum-read/api/new",
    at = [1],
    isSeen = true,
  }: Met = {}) =>
    everyCertificateTrusted(
      factsOf(
        buildTimeline(
          buildJournal({
            lanes: [lane],
            guarantees: [],
            fault: heldFault,
            fate: between(
              from,
              to,
              { outcome: "failed", error, latencyMs: 5, ...(isSeen ? {} : { backend: undefined }) },
              ({ backend }) => at.includes(backend),
            ),
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
    ["through the load balancer, whoever was behind it", { isSeen: false, at: [0, 1, 2] }],
    ["on a lane straight to the node that was hit", { lane: "readyz/control-plane2/new" }],
    ["on such a lane, where no certificate was seen", { lane: "readyz/control-plane2/new", isSeen: false }],
  ])("excuses what was met %s", (_, change) => {
    expect(assumed(change)).toMatchObject({ outcome: "pass", summary: expect.stringMatching(/but for \d+ attempts/) });
  });

  test.each([
    ["another node's, through the load balancer", { at: [2] }],
    ["another node's, on a lane straight to it", { lane: "readyz/control-plane3/new", at: [2] }],
    ["the same, where none was seen", { lane: "readyz/control-plane3/new", at: [2], isSeen: false }],
    ["another fault", { expires: false }],
    ["another authority", { error: "tls-ca" }],
    ["credentials", { error: "http-401" }],
    ["what was met before it", { from: injectingAt - 1_000 }],
    ["what was met after its healing", { to: healedAt + 1_000 }],
  ])("excuses nothing else: %s", (_, change) => {
    expect(assumed(change)).toMatchObject({ outcome: "inconclusive" });
  });
});
