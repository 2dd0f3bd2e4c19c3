import { describe, expect, test } from "vitest";
import { clientsDuring } from "../../../../src/analysis/upgrade/clients.ts";
import type { Looks } from "../../../../src/analysis/upgrade/histories.ts";
import { reportSchema } from "../../../../src/model/report.ts";
import { reportOfMonitored, serverLanes, whileFailing } from "../../../support/monitored-story.ts";
import { lookAt, nodeLook } from "../../../support/upgrade-looks.ts";

const budget = { check: "budgets", subject: "PodDisruptionBudget shop/web", evidence: "1 healthy", why: "drains wait" };

function upgradeIn(...events: Looks) {
  const story = { lanes: serverLanes, guarantees: [], fate: whileFailing("reset"), events };
  const report = reportOfMonitored(story);
  reportSchema.parse(report);
  return report.upgrade;
}

describe("the upgrade in a monitor's report", () => {
  test("is not there where nobody looked", () => {
    expect(upgradeIn()).toBeUndefined();
  });

  test("has what clients went without while a node was worked on, and nothing of other times", () => {
    const upgrade = upgradeIn(
      lookAt(500, { nodes: [nodeLook("a"), nodeLook("b")] }, null),
      lookAt(3_000, { nodes: [nodeLook("a", { ready: false })] }, 1_000),
      lookAt(9_000, { nodes: [nodeLook("a", { kubelet: "v1.37.0" })] }, 7_000),
      lookAt(11_500, { nodes: [nodeLook("b", { kubelet: "v1.37.0" })] }, 10_000),
    );
    const [a, b] = upgrade?.nodes ?? [];
    expect(a?.clients.map(({ lane }) => lane)).toEqual(serverLanes);
    const [atLeast, atMost] = [a?.clients[0]?.longestOutage?.atLeastMs, a?.clients[0]?.longestOutage?.atMostMs];
    expect(atLeast).toBeGreaterThan(3_500);
    expect(atLeast).toBeLessThanOrEqual(4_000);
    expect(atMost).toBeGreaterThanOrEqual(4_000);
    expect(a?.clients[0]).toMatchObject({ outages: 1, failed: 40 });
    expect(b?.clients).toEqual([]);
    expect(b?.attempts).toBeGreaterThan(0);
  });

  test("asks nothing of clients for a node that is as it was found, and says where no attempt was made", () => {
    const upgrade = upgradeIn(lookAt(500, { nodes: [nodeLook("a", { cordoned: true })] }, null));
    expect(upgrade?.nodes).toMatchObject([{ node: "a", asFound: true, attempts: 0, clients: [] }]);
    const stretch = { begin: [1_000, 2_000], end: null, asFound: false } as const;
    expect(clientsDuring(stretch, { tracks: [], outagesOf: () => [] })).toEqual({ attempts: 0, clients: [] });
  });

  test("has what stood against the next step and when; one that comes and goes twice is there twice", () => {
    const part = "hindrances" as const;
    const upgrade = upgradeIn(
      lookAt(500, { part, hindrances: [] }, null),
      lookAt(2_000, { part, hindrances: [budget] }),
      lookAt(3_000, { part, hindrances: [{ ...budget, evidence: "none healthy" }] }),
      lookAt(5_000, { part, gone: ["budgets PodDisruptionBudget shop/web"] }),
      lookAt(8_000, { part, hindrances: [budget] }),
    );
    expect(upgrade?.standing).toEqual([
      { ...budget, from: [-100, 2_000], to: [2_900, 5_000] },
      { ...budget, from: [5_900, 8_000], to: null },
    ]);
  });

  test("does not take for new what could not be seen before", () => {
    const part = "hindrances" as const;
    const other = { ...budget, subject: "PodDisruptionBudget shop/api" };
    const hidden = { what: "poddisruptionbudgets", why: "this user may not list them" };
    const upgrade = upgradeIn(
      lookAt(500, { part, hindrances: [], unread: [hidden] }, null),
      lookAt(5_000, { part, hindrances: [budget], unread: [] }),
      lookAt(8_000, { part, hindrances: [other] }),
    );
    expect(upgrade?.standing.map(({ from }) => from)).toEqual([
      [null, 5_000],
      [5_900, 8_000],
    ]);
  });

  test("has what could not be read, from when to when", () => {
    const unread = { what: "nodes", why: "connection refused" };
    const upgrade = upgradeIn(
      lookAt(500, { nodes: [nodeLook("a")] }, null),
      lookAt(2_000, { unread: [unread] }),
      lookAt(6_000, { unread: [] }),
      lookAt(7_000, { part: "api-servers", unread: [{ what: "API server a", why: "timeout" }] }),
    );
    expect(upgrade?.unread).toEqual([
      { part: "nodes", ...unread, from: 1_900, to: 5_900 },
      { part: "api-servers", what: "API server a", why: "timeout", from: 6_900, to: null },
    ]);
  });
});
