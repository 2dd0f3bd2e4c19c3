import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { judgeRun } from "../../../../src/run/judge-run.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

/** A real run in which a worker with a replica on it was killed for 60 s. */
const recorded = join(import.meta.dirname, "../../../fixtures/recorded-runs/worker-kill/journal.jsonl.gz");

async function judged() {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "journal.jsonl"), gunzipSync(readFileSync(recorded)));
  return (await judgeRun(folder)).course;
}

it("tells a node that was lost from Ready over its taints to Ready, and calls no usual taint trouble", async () => {
  const course = await judged();
  const worker = course.rows.find(({ kind, name }) => kind === "node" && name === "worker")?.spans ?? [];
  expect([worker[0]?.state, worker.at(-1)?.state]).toEqual(["ok", "ok"]);
  expect(worker.map(({ text }) => text)).toContain("Ready: unknown, unreachable:NoSchedule, unreachable:NoExecute");
  const own = course.rows.find(({ kind, name }) => kind === "node" && name === "control-plane")?.spans ?? [];
  expect(own.map(({ state }) => state)).toEqual(["ok"]);
});

it("tells the replica that was lost until it was gone, and its replacement until it was Ready", async () => {
  const course = await judged();
  const pods = course.rows.filter(({ kind }) => kind === "pod");
  const lost = pods.find(({ spans }) => spans.some(({ text }) => text === "being deleted on worker"))?.spans ?? [];
  expect([lost[0]?.text, lost.at(-1)?.text]).toEqual(["Ready on worker", "gone"]);
  const fresh = pods.find(({ spans }) => spans[0]?.text === "waits for a node")?.spans ?? [];
  expect(fresh.map(({ state }) => state)).toEqual(["slow", "slow", "slow", "ok"]);
});
