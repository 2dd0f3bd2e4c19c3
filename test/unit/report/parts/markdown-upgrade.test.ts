import { describe, expect, test } from "vitest";
import { renderVerdict } from "../../../../src/report/console/console.ts";
import { upgradeSection } from "../../../../src/report/page/upgrade-tables.ts";
import { document } from "../../../../src/report/parts/markdown-document.ts";
import { upgradeParts } from "../../../../src/report/parts/markdown-upgrade.ts";
import { describeClients, describeSigns, describeVersions } from "../../../../src/report/parts/upgrade-words.ts";
import { withTexts } from "../../../support/hostile-texts.ts";
import { reportOfMonitored, serverLanes, whileFailing } from "../../../support/monitored-story.ts";
import { lookAt, nodeLook, serversAt } from "../../../support/upgrade-looks.ts";

const events = [
  lookAt(500, { nodes: [nodeLook("a"), nodeLook("b")] }, null),
  serversAt(600, [{ server: "a", version: "v1.36.4" }], null),
  lookAt(3_000, { nodes: [nodeLook("a", { ready: false })] }, 1_000),
  lookAt(5_000, { nodes: [nodeLook("b", { kubelet: "v1.37.0" })] }, 4_000),
  lookAt(9_000, { nodes: [nodeLook("a", { kubelet: "v1.37.0" })] }, 7_000),
  lookAt(9_500, {
    part: "hindrances",
    hindrances: [{ check: "budgets", subject: "PodDisruptionBudget shop/web", evidence: "1 of 1", why: "drains wait" }],
  }),
  lookAt(9_600, { part: "api-servers", unread: [{ what: "API server b", why: "no answer" }] }),
];
const report = reportOfMonitored({ lanes: serverLanes, guarantees: [], fate: whileFailing("reset"), events });

/** What every form has to say, in its own words for moments. */
const facts = [
  /v1\.36\.4 → v1\.37\.0/,
  /NotReady/,
  /quorum-read\/server\/new/,
  /newer than API server a/,
  /PodDisruptionBudget shop\/web/,
  /API server b/,
];

describe("the part about an upgrade", () => {
  test.each([
    ["Markdown", document(upgradeParts(report), 60_000, "")],
    ["the page", upgradeSection(report).text.replaceAll("\u00a0", " ")],
    ["the terminal", renderVerdict(report, { color: false, width: 400 })],
  ])("says in %s what happened", (_, text) => {
    for (const fact of facts) expect(text).toMatch(fact);
  });

  test("says of a node that is gone that it is, and not that it is whole again", () => {
    const gone = [
      lookAt(500, { nodes: [nodeLook("a"), nodeLook("b")] }, null),
      lookAt(3_000, { gone: ["a"] }, 1_000),
      lookAt(5_000, { nodes: [nodeLook("b", { cordoned: true })] }, 4_000),
    ];
    const upgraded = reportOfMonitored({ lanes: serverLanes, guarantees: [], events: gone });
    const terminal = renderVerdict(upgraded, { color: false, width: 400 });
    expect(terminal).toMatch(/node a: .*from 1 s to 3 s, gone since 1 s to 3 s/);
    expect(terminal).toMatch(/node b: .*whole again not yet/);
    expect(document(upgradeParts(upgraded), 60_000, "")).toContain("gone since 1 s to 3 s");
    expect(upgradeSection(upgraded).text).toContain("gone since ");
  });

  test("is in no form where nobody asked for it", () => {
    const { upgrade: _, ...bare } = report;
    expect(upgradeParts(bare)).toEqual([]);
    expect(upgradeSection(bare).text).toBe("");
    expect(renderVerdict(bare, { color: false, width: 400 })).not.toMatch(/next step|version skew/);
  });

  test("takes names and answers from elsewhere for nothing but text", () => {
    const attack = "</td><script>x</script> | [a](b) |\u001b[31m";
    const own = /^(asked|image|nodes|api-servers|hindrances)$/;
    const upgrade = withTexts(report.upgrade, (text) => (own.test(text) ? text : `${text}${attack}`));
    const hostile = { ...report, upgrade };
    expect(upgradeSection(hostile).text).not.toContain("<script");
    const markdown = document(upgradeParts(hostile), 60_000, "");
    expect(markdown).not.toMatch(/<script|(?<!\\)\[a(?<!\\)\]/);
    expect(renderVerdict(hostile, { color: false, width: 400 })).not.toContain("\u001b");
  });

  test("does not decide the outcome: a breach of version skew is a finding of its own", () => {
    const calm = reportOfMonitored({ lanes: serverLanes, guarantees: [], events });
    expect(calm.upgrade?.skew.length).toBeGreaterThan(0);
    expect(calm.outcome).toBe(reportOfMonitored({ lanes: serverLanes, guarantees: [] }).outcome);
  });
});

describe("a row about a node", () => {
  const [row] = report.upgrade?.nodes ?? [];
  if (row === undefined) throw new Error("the story has no node that was worked on");

  test("names ten others at most, and counts the rest", () => {
    expect(describeSigns({ ...row, sameTime: { count: 2, names: ["b", "c"] } })).toMatch(/at the same time as b, c$/);
    expect(describeSigns({ ...row, sameTime: { count: 40, names: ["b", "c"] } })).toMatch(/as b, c and 38 more$/);
  });

  test("says that nobody tried, and that it was so before", () => {
    expect(describeClients({ clients: [], attempts: 0, asFound: false })).toBe("not known: no attempt was made");
    expect(describeClients({ clients: [], attempts: 9, asFound: false })).toBe("nothing: no attempt failed");
    expect(describeClients({ clients: [], attempts: 0, asFound: true })).toBe("not asked: it was so before");
    expect(describeSigns({ ...row, asFound: true })).toMatch(/was so when it was first looked at/);
  });
});

test.each([
  [{ from: "v1.36.4", to: "v1.37.0" }, "v1.36.4 → v1.37.0"],
  [{ from: "v1.36.4", to: "v1.36.4" }, "v1.36.4, as before"],
  [{ from: null, to: "v1.37.0" }, "joined: v1.37.0"],
  [{ from: "v1.36.4", to: null }, "v1.36.4, gone"],
  [{ from: null, to: null }, "came and went"],
  [{ from: "v1.36.4", to: "" }, "v1.36.4 → no version told"],
])("%j is %s", (versions, words) => {
  expect(describeVersions(versions)).toBe(words);
});
