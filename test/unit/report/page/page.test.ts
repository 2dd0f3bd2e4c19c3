import { describe, expect, it } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { maxOutage } from "../../../../src/guarantees/max-outage.ts";
import { laneOf } from "../../../../src/report/page/client/lane.ts";
import { decodeColumn } from "../../../../src/report/page/columns.ts";
import { renderPage } from "../../../../src/report/page/page.ts";
import type { PageData, PageLane } from "../../../../src/report/page/page-data.ts";
import { judgeTimeline } from "../../../../src/run/judge-run.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { guaranteeStories } from "../../../support/guarantee-stories.ts";

const guarantees = await loadGuarantees();
const judged = (story: Parameters<typeof buildJournal>[0]) =>
  judgeTimeline(buildTimeline(buildJournal(story)), guarantees);
const dataIn = (page: string) =>
  JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? "") as PageData;

describe("an outage of one attempt", () => {
  // An hour: a pixel of the picture stands for seconds, a bin for many attempts.
  const story = {
    lanes: ["write/api/new"],
    durationMs: 3_600_000,
    hz: 1,
    guarantees: [maxOutage({ lanes: "write/api/new", limit: "4s" })],
    fate: ({ number }: { number: number }) =>
      number === 1_234 ? ({ outcome: "failed", error: "refused" } as const) : undefined,
  };
  const page = renderPage(judged(story));
  const data = dataIn(page);

  it("is drawn, with an edge that no scaling hides", () => {
    const row = page.slice(page.indexOf("Lanes: what clients saw"), page.indexOf("The cluster"));
    expect(row.match(/class="s-failed"[^>]* d="(M[^"]+)"/)?.[1]).toMatch(/^M[\d.]+ 1h[\d.]+v18/);
    expect(page).toMatch(/\.s-slow,\.s-failed,\.s-unknown\{stroke-width:2;vector-effect:non-scaling-stroke/);
  });

  it("is in the data in its bin, by itself, and as an outage, and decoded as a span", () => {
    expect(decodeColumn(data.lanes[0]?.columns.failed ?? "").filter((count) => count > 0)).toEqual([1]);
    const lane = laneOf(data.lanes[0] as PageLane, data);
    expect(lane.spans.filter(({ state }) => state === "failed")).toHaveLength(1);
    expect(lane.failures.map(({ error }) => error)).toEqual(["refused"]);
    expect(lane.outages).toHaveLength(1);
    expect(lane.outages[0]?.first).toEqual(lane.outages[0]?.last);
    expect(lane.outages[0]?.errors).toEqual({ refused: 1 });
    expect(lane.limits).toEqual([{ verdict: "max-outage write/api/new", ms: 4_000 }]);
  });
});

describe("the page", () => {
  const pages = Object.values(guaranteeStories).flatMap((stories) =>
    Object.values(stories).map((story) => renderPage(judged(story))),
  );

  it("asks nobody for anything, and says so to the browser", () => {
    for (const page of pages) {
      expect(page.includes("default-src &#39;none&#39;")).toBe(true);
      expect(
        page.match(/<(?:link|img|iframe|object|embed|base)\b|\b(?:src|href)="(?!#)|@import|url\((?!#)/g),
      ).toBeNull();
    }
  });

  it("has one heading of the first rank, a name for every picture, headings for every table, and no id twice", () => {
    for (const page of pages) {
      expect(page.match(/<h1>/g)).toHaveLength(1);
      expect(page.match(/<svg[^>]*role="img"[^>]*>(?!<title>)/g)).toBeNull();
      expect(page.match(/<table[^>]*>(?!<caption)/g)).toBeNull();
      const ids = [...page.replace(/<script.*<\/script>/s, "").matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("has as many attempts in its data as the report counts", () => {
    const input = judged(guaranteeStories["max-outage"]?.fail ?? { lanes: [], guarantees: [] });
    const { lanes } = dataIn(renderPage(input));
    const counted = lanes.flatMap(({ columns: { ok, late, failed, unknown } }) =>
      [ok, late, failed, unknown].flatMap(decodeColumn),
    );
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(input.report.prober.attempts);
  });
});
