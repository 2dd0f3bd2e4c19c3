import fc from "fast-check";
import { expect, test } from "vitest";
import { describeBounds } from "../../../../src/analysis/statistics/format.ts";
import { sortScript } from "../../../../src/report/page/sort-script.ts";
import { indexPage } from "../../../../src/report/runs/index-page.ts";
import { hiddenPassword, hostileText, obeyed, withTexts } from "../../../support/hostile-texts.ts";
import { listedRun } from "../../../support/listed-runs.ts";
import { plainSpaces } from "../../../support/plain-spaces.ts";

const verdict = { id: "max-outage write/api/*", limitMs: 4_000 };
const runs = [
  listedRun({ name: "first", verdicts: [{ ...verdict, measuredMs: [1_000, 2_000] }] }),
  listedRun({ name: "second", outcome: "fail", verdicts: [{ ...verdict, measuredMs: [5_000, 6_000] }] }),
  listedRun({ name: "third", kubernetes: "1.36.3", verdicts: [{ ...verdict, measuredMs: [1_200, null] }] }),
];
const page = plainSpaces(indexPage({ runs, unread: [{ folder: "reports/torn", problem: "report.json is no JSON" }] }));

test("says how many there are, what is flaky, medians as bounds with all of them, and where each run is", () => {
  expect(page).toContain("<h1>3 runs of 1 scenario</h1>");
  expect(page).toMatch(
    /± flaky<\/span> passed and failed on the same version:<\/p><ul><li><a href="#row-1">etcd-minority/,
  );
  expect(page).toContain(`median of 2: ${describeBounds([3_000, 4_000])}`);
  expect(page).toContain(`all 2: ${describeBounds([1_000, 6_000])}`);
  expect(page).toContain(describeBounds([1_200, null]));
  for (const name of ["first", "second", "third"])
    expect(page).toContain(`<a href="./${name}/report.html">${name}</a>`);
  expect(page).toContain("<li>reports/torn: report.json is no JSON</li>");
  expect(page).toContain("max-outage write/api/*: it was out");
});

test("asks nobody for anything, and each link leads somewhere", () => {
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script [^>]*src|<img|<link|https?:|url\(|@import| on[a-z]+=/);
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});

test("tables can be sorted, lengths of time by how long they are", () => {
  const tables = page.match(/<table[^>]*>/g) ?? [];
  expect(tables.length).toBeGreaterThan(3);
  expect(new Set(tables)).toEqual(new Set(['<table class="sortable">']));
  expect(page).toContain(sortScript);
  expect(page).toMatch(/<td data-by="4000">[\d.]+ s<\/td>/);
  const medians = [...page.matchAll(/<td data-by="(\d+)"><span class="badge/g)].map(([, by]) => Number(by));
  expect(medians).toContain(3_000);
  expect(medians).toContain(1_200);
});

test("each picture has words for who cannot see it, each table heads, each column of it a cell", () => {
  for (const [svg] of page.matchAll(/<svg[^>]*>/g)) expect(svg).toMatch(/role="img" aria-label="[^"]+"/);
  for (const [table] of page.matchAll(/<table class="sortable">[\s\S]*?<\/table>/g)) {
    const heads = table.match(/<th scope="col">/g)?.length;
    for (const [row] of table.matchAll(/<tr>(?!<th scope="col">)[\s\S]*?<\/tr>/g))
      expect(row.match(/<t[hd][ >]/g)).toHaveLength(heads ?? 0);
  }
});

test("a trend has a bar for each of the newest runs, and a foot where one did not pass", () => {
  const many = Array.from({ length: 60 }, (_, index) =>
    listedRun({ name: `run-${index}`, verdicts: [{ ...verdict, measuredMs: [1, 2] }] }),
  );
  const spark = /<svg class="spark"[\s\S]*?<\/svg>/.exec(indexPage({ runs: many, unread: [] }))?.[0] ?? "";
  expect(spark.match(/<g class="pass">/g)).toHaveLength(40);
  expect(/<svg class="spark"[\s\S]*?<\/svg>/.exec(page)?.[0]).toMatch(
    /<g class="fail"><title>[^<]*5[.0]* s to 6[.0]* s<\/title>.*?stroke-width="1.5"/,
  );
});

test("passes on no text that anything obeys, whatever a run's texts are", () => {
  const own = /^(pass|fail|inconclusive|completed|\d{4}-.*Z)$/;
  const tags = (text: string) => text.match(/<\/?[a-z]+/g)?.toSorted();
  fc.assert(
    fc.property(hostileText, (text) => {
      const hostile = withTexts(runs, (one) => (own.test(one) || one.startsWith("./") ? one : `${one}${text}`));
      const made = indexPage({ runs: hostile, unread: [{ folder: text, problem: text }] });
      const plain = indexPage({ runs, unread: [{ folder: "a", problem: "b" }] });
      expect(made).not.toMatch(obeyed);
      expect(made).not.toContain(hiddenPassword);
      expect(tags(made)).toEqual(tags(plain));
    }),
    { numRuns: 30 },
  );
});
