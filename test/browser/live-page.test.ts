import { expect } from "vitest";
import { LiveServer } from "../../src/serve/live-server.ts";
import { liveLane, liveSnapshot } from "../support/live-snapshots.ts";
import { barriers, sideways, test, widths } from "./support/browser-test.ts";

const run = (at: number, failing = false) =>
  liveSnapshot({
    at,
    faults: [
      {
        ...{ id: "leader-kill", description: "etcd killed with SIGKILL", nodes: ["control-plane"] },
        ...{ stage: "active", sinceMs: 2_000, evidence: "process 415 is gone" },
      },
    ],
    lanes: [
      liveLane({
        lane: "write/api/new",
        ...(failing ? { state: "out", text: "out 2 s", cells: ["fast", "failed"] } : {}),
      }),
      liveLane({ lane: "quorum-read/api/reused" }),
    ],
    lines: [{ at: 1_000, text: "steady state holds (6 checks)" }],
  });

test("the live page follows a run without being asked, says how it ended, and stays as it was", async ({ open }) => {
  await using server = await LiveServer.start(0);
  let snapshot = run(72_000);
  server.show(() => snapshot);
  const page = await open(server.address);
  const status = page.locator("[role=status]");
  await expect.poll(() => status.textContent()).toBe("Live.");
  expect(await page.locator("h1").textContent()).toBe("etcd-minority");
  expect(await page.locator("#faults").textContent()).toContain("process 415 is gone");
  expect(await page.locator("#lanes tr").count()).toBe(2);
  expect(await page.locator("#lanes tr.out").count()).toBe(0);
  snapshot = run(74_000, true);
  await page.locator("#lanes tr.out").waitFor();
  server.over({ outcome: "pass", folder: "reports/etcd-minority-20261123T110000Z" });
  await page.getByText("reports/etcd-minority-20261123T110000Z").waitFor();
  await server.close();
  await expect.poll(() => status.textContent()).toContain("has ended");
  expect(await page.locator("#now").textContent()).toContain("PASS");
});

test("the live page has nothing in the way of keyboard and screen reader, in both themes, wide and narrow", async ({
  open,
}) => {
  await using server = await LiveServer.start(0);
  server.show(() => run(72_000, true));
  for (const how of [{ width: widths.wide }, { width: widths.narrow, colorScheme: "dark" }] as const) {
    const page = await open(server.address, how);
    await page.locator("#lanes tr.out").waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
  }
});

test("nothing is shown to who does not know the address", async ({ open, file }) => {
  await using server = await LiveServer.start(0);
  server.show(() => run(72_000));
  const { origin } = new URL(server.address);
  const stranger = await open(file("stranger", "<title>from elsewhere</title><p>a page of somebody else"));
  for (const address of [
    origin,
    `${origin}/events`,
    `${origin}/${"x".repeat(32)}/`,
    `${origin}/${"x".repeat(32)}/events`,
  ]) {
    const answer = await stranger.request.get(address);
    expect([answer.status(), await answer.text()], address).toEqual([404, ""]);
  }
});

test("the live page says that it needs scripts where they are blocked", async ({ open }) => {
  await using server = await LiveServer.start(0);
  server.show(() => run(72_000));
  const page = await open(server.address, { javaScriptEnabled: false });
  expect(await page.locator("noscript").textContent()).toContain("needs scripts");
});
