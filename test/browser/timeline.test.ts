import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { maxOutage } from "../../src/guarantees/max-outage.ts";
import html from "../../src/report/html.ts";
import { test } from "./support/browser-test.ts";
import { judgedStory } from "./support/pages.ts";

/** The recorded run in which a follower of etcd is held down from 88 s to 110 s, and its leader is killed at 130.3 s. */
const run = "etcd-minority";

/** What the picture says that it shows: its ends in seconds; undefined: all of the run. */
async function shown(page: Page): Promise<[number, number] | undefined> {
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  const words = (await page.locator("output.shown").textContent()) ?? "";
  const numbers = [...words.matchAll(/(\d+):([\d.]+)/g)].map((one) => 60 * Number(one[1]) + Number(one[2]));
  return numbers.length === 2 ? (numbers as [number, number]) : undefined;
}

/** The place on the screen of a moment of a lane, where all of the run is shown or a part of it. */
async function placeOf(page: Page, lane: string, seconds: number): Promise<{ x: number; y: number }> {
  const row = page.locator("li[data-lane]", { has: page.locator(`.name:text-is("${lane}")`) });
  const box = await row.locator(".track").boundingBox();
  const [from, to] = (await shown(page)) ?? (await wholeOf(page));
  return { x: (box?.x ?? 0) + ((seconds - from) / (to - from)) * (box?.width ?? 0), y: (box?.y ?? 0) + 10 };
}

async function wholeOf(page: Page): Promise<[number, number]> {
  const { from, to } = JSON.parse((await page.locator("#data").textContent()) ?? "") as { from: number; to: number };
  return [from / 1_000, to / 1_000];
}

async function drag(page: Page, lane: string, from: number, to: number): Promise<void> {
  const [begin, end] = [await placeOf(page, lane, from), await placeOf(page, lane, to)];
  await page.mouse.move(begin.x, begin.y);
  await page.mouse.down();
  await page.mouse.move((begin.x + end.x) / 2, end.y, { steps: 3 });
  await page.mouse.move(end.x, end.y, { steps: 3 });
  await page.mouse.up();
}

describe("the timeline", () => {
  test("shows a part of the run: by buttons, keys, a drag, the wheel, and moves it", async ({ open, address }) => {
    const page = await open(await address(run));
    expect(await shown(page)).toBeUndefined();
    const [first, last] = await wholeOf(page);
    await page.locator("#lanes").scrollIntoViewIfNeeded();
    await drag(page, "write/api/new", 100, 120);
    const [from, to] = (await shown(page)) ?? [0, 0];
    expect(from).toBeCloseTo(100, 0);
    expect(to).toBeCloseTo(120, 0);
    await page.keyboard.press("ArrowRight");
    expect((await shown(page))?.[0]).toBeCloseTo(102, 0);
    await page.keyboard.down("Shift");
    await drag(page, "write/api/new", 110, 115);
    await page.keyboard.up("Shift");
    expect((await shown(page))?.[0]).toBeCloseTo(97, 0);
    await page.keyboard.press("+");
    const closer = (await shown(page)) ?? [0, 0];
    expect(closer[1] - closer[0]).toBeCloseTo(20 / 1.6, 0);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -60);
    await page.keyboard.up("Control");
    await expect
      .poll(async () => ((await shown(page)) ?? [0, 99]).reduce((a, b) => b - a))
      .toBeCloseTo(20 / 1.6 / 1.6, 0);
    await page.getByRole("button", { name: "Zoom out" }).click();
    expect(((await shown(page)) ?? [0, 0]).reduce((a, b) => b - a)).toBeCloseTo(20 / 1.6, 0);
    await page.getByRole("button", { name: "whole run" }).click();
    expect(await shown(page)).toBeUndefined();
    await page.locator("#lanes").press("-");
    expect(await shown(page)).toBeUndefined();
    expect(last - first).toBeGreaterThan(60);
  });

  test("tells what is pointed at: attempts, latencies, each failure by itself", async ({ open, address }) => {
    const page = await open(await address(run));
    await page.locator("#lanes").scrollIntoViewIfNeeded();
    const place = await placeOf(page, "write/api/new", 130.45);
    await page.mouse.move(place.x, place.y);
    const tip = page.getByRole("tooltip");
    await expect
      .poll(() => tip.textContent())
      .toMatch(/write\/api\/new[\s\S]*without an answer[\s\S]*2:10\.\d+: no answer to a write/);
    const calm = await placeOf(page, "write/api/new", 84);
    await page.mouse.move(calm.x, calm.y);
    await expect.poll(() => tip.textContent()).toMatch(/\d ok[\s\S]*answered after/);
    await page.mouse.move(5, 5);
    expect(await tip.isVisible()).toBe(false);
  });

  test("tells of an outage that is clicked: bounds, first and last failure, errors; and its address is a link", async ({
    open,
    address,
  }) => {
    const page = await open(await address(run));
    await page.locator("#lanes").scrollIntoViewIfNeeded();
    const place = await placeOf(page, "write/api/new", 130.6);
    await page.mouse.click(place.x, place.y);
    const panel = page.getByRole("region", { name: "Outage" });
    const words = (await panel.textContent()) ?? "";
    expect(words).toMatch(/write\/api\/new: out for 440\sms to 1\.91\ss/);
    for (const part of ["not before", "not after", "first failure", "last failure", "http-500:etcdserver-timeout 3"])
      expect(words).toContain(part);
    expect(await page.evaluate("location.hash")).toBe("#t=130.41s");
    await page.keyboard.press("Escape");
    expect(await panel.isVisible()).toBe(false);
    expect(await page.evaluate("document.activeElement.id")).toBe("lanes");
  });

  test("is used by keys alone: a row, its next event, what it was", async ({ open, address }) => {
    const page = await open(await address(run));
    await page.locator("#lanes").focus();
    await page.keyboard.press("n");
    await expect.poll(() => page.getByRole("tooltip").textContent()).toMatch(/quorum-read\/api\/new[\s\S]*an outage/);
    expect(await page.locator("#lanes [role=status]").textContent()).toMatch(/quorum-read\/api\/new.*hang/);
    expect(await page.locator("li.chosen .name").textContent()).toBe("quorum-read/api/new");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("region", { name: "Outage" }).textContent()).toContain("outage 1 of");
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowDown");
    expect(await page.locator("li.chosen .name").textContent()).toBe("quorum-read/api/reused");
  });

  test("opens centred on the moment that its address names, with a mark", async ({ open, address }) => {
    const page = await open(`${await address(run)}#t=130.3s`);
    const [from, to] = (await shown(page)) ?? [0, 0];
    expect((from + to) / 2).toBeCloseTo(130.3, 1);
    expect(await page.locator(".marker").textContent()).toBe("▼ 2:10.3");
    const mark = await page.locator(".marker").boundingBox();
    expect(mark?.x).toBeCloseTo((await placeOf(page, "write/api/new", 130.3)).x, -1);
  });

  test("ignores an address that names no moment of the run", async ({ open, address }) => {
    const page = await open(`${await address(run)}#t=99999s`);
    for (const hash of ["#t=99999s", "#t=", "#t=abc", "#t=-5s", "#t=1e3s", "#t=%00s", "#t=<b>", "#outages"]) {
      await page.evaluate(`location.hash = "${hash}"`);
      expect(await shown(page)).toBeUndefined();
      expect(await page.locator(".marker").isVisible()).toBe(false);
    }
  });

  test("goes to the moment that a table names", async ({ open, address }) => {
    const page = await open(await address(run));
    await page.locator("#evidence td a.t").first().click();
    const [from, to] = (await shown(page)) ?? [0, 0];
    expect((from + to) / 2).toBeCloseTo(87.9, 0);
    expect(await page.locator(".marker").isVisible()).toBe(true);
    const [x, y] = [700, (await page.locator("svg.axis").first().boundingBox())?.y ?? 0];
    await page.mouse.click(x, y + 8);
    expect(await page.evaluate("location.hash")).toMatch(/^#t=[\d.]+s$/);
    expect(await shown(page)).toEqual([from, to]);
  });

  test("has latencies of a lane on the same axis, of whichever is chosen", async ({ open, address }) => {
    const page = await open(await address(run));
    await page.getByLabel("Lane whose latency is shown").selectOption("write/api/new");
    await expect.poll(() => page.locator(".latency canvas").count()).toBe(1);
    expect(await page.locator(".latency > p").textContent()).toMatch(/the limits of its outages.* 4 s \(max-outage/);
    expect(await page.locator(".latency .uplot").getAttribute("aria-label")).toContain("write/api/new");
  });

  test("is printed whole, whatever is on the screen", async ({ open, address }) => {
    const page = await open(await address(run));
    await page.getByRole("button", { name: "Zoom in" }).click();
    const zoomed = await shown(page);
    expect(zoomed).toBeDefined();
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await shown(page)).toBeUndefined();
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await shown(page)).toEqual(zoomed);
  });

  test("without scripts is the picture alone", async ({ open, address }) => {
    const page = await open(await address(run), { javaScriptEnabled: false });
    expect(await page.locator(".tools, .tip, .panel, .latency").count()).toBe(0);
    expect(await page.locator("#lanes path.s-failed").count()).toBeGreaterThan(3);
    expect(await page.locator("#evidence tbody tr").count()).toBeGreaterThan(1);
  });
});

test("an outage of a single attempt is at least two pixels wide, whatever is shown of an hour", async ({
  open,
  file,
}) => {
  const judged = await judgedStory({
    lanes: ["write/api/new"],
    durationMs: 3_600_000,
    hz: 1,
    guarantees: [maxOutage({ lanes: "write/api/new", limit: "4s" })],
    fate: ({ number }) => (number === 1_234 ? { outcome: "failed", error: "refused" } : undefined),
  });
  for (const width of [1400, 400] as const) {
    const page = await open(`${file(`one-${width}`, html.render(judged))}#t=1234s`, { width });
    await page.locator("#lanes").focus();
    await page.keyboard.press("0");
    for (let zoom = 0; zoom < 16; zoom += 1) {
      await shown(page);
      const box = await page.locator("li[data-lane] path.s-failed").boundingBox();
      expect(box?.width).toBeGreaterThanOrEqual(2);
      await page.keyboard.press("+");
    }
  }
});
