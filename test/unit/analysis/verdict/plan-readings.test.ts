import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { looksProblem, readingsProblem } from "../../../../src/analysis/verdict/plan-readings.ts";
import { noFailures } from "../../../../src/guarantees/no-failures.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";

const fault = { id: "held", injectingAt: 4_000, activeAt: 4_100, healingAt: 8_000, healedAt: 8_500, steadyAt: 10_000 };
const story: Story = {
  lanes: ["cached-read/api/new"],
  guarantees: [noFailures({ lanes: "cached-read/api/new", during: "held" })],
  fault,
};
const run = (change: Partial<Story>) => factsOf(buildTimeline(buildJournal({ ...story, ...change })));
const pods = (at: number, when: "begin" | "end"): JournalEvent => ({ type: "pods", at, when, pods: [] });
const etcd = (at: number, when: string): JournalEvent => ({ type: "etcd", at, when, members: [], healthy: 0 });
const containers = (at: number, when: string): JournalEvent => ({ type: "containers", at, when, nodes: [] });
const written = (at: number): JournalEvent => ({
  type: "written-objects",
  at,
  apiServer: "control-plane",
  complete: true,
  objects: {},
});
const movedTo = (type: JournalEvent["type"], at: number) => (event: JournalEvent) =>
  event.type === type ? { ...event, at } : event;
const problem = (...events: JournalEvent[]) => readingsProblem(run({ events }));

test("readings of the begin, of the end and of a held fault are fine at their times", () => {
  const held = [containers(10, "begin"), containers(7_999, "held"), containers(12_000, "end")];
  expect(problem(pods(10, "begin"), etcd(10, "begin"), ...held, pods(12_000, "end"), written(12_010))).toBeUndefined();
});

test("a reading at another time does not tell what it is to tell", () => {
  expect(problem(pods(4_500, "begin"))).toBe("pods (begin) was read at 4.5 s, after the first fault was injected");
  expect(problem(etcd(4_500, "begin"))).toMatch(/^etcd \(begin\)/);
  expect(problem(pods(9_000, "end"))).toBe("pods (end) was read at 9 s, before the last step was over");
  expect(problem(etcd(2_000, "end"))).toMatch(/before the last step was over$/);
  expect(problem(written(3_000))).toMatch(/^written-objects was read at 3 s, before/);
  expect(problem(containers(9_000, "held"))).toBe("containers (held) was read at 9 s, while held was not held");
  expect(problem(containers(3_000, "held"))).toMatch(/not held$/);
});

test("a reading of the begin is none after a step had begun, one of the end none before the last look", () => {
  const hold: JournalEvent = { type: "phase", at: 1_000, name: "hold: calm", edge: "begin" };
  expect(problem(pods(1_000, "begin"), hold)).toBeUndefined();
  expect(problem(hold, pods(1_001, "begin"))).toBe("pods (begin) was read at 1 s, after the first step had begun");
  expect(problem(etcd(3_999.5, "begin"))).toMatch(/after the first step had begun$/);
  for (const early of [pods(11_990, "end"), etcd(11_990, "end"), containers(11_990, "end"), written(11_990)])
    expect(problem(early)).toMatch(/before the last steady state was looked at$/);
  expect(readingsProblem(run({ change: movedTo("probing-end", 11_000) }))).toMatch(/^probing-end .* was looked at$/);
});

test("the containers of a fault that is held are read after it was last proven active", () => {
  expect(problem(containers(4_101, "held"))).toBe(
    "containers (held) was read at 4.1 s, before the last proof that held was active",
  );
  expect(problem(containers(7_998, "held"))).toMatch(/before the last proof/);
});

test("every look at the steady state asks the same", () => {
  const look = (when: string, ...names: string[]) =>
    looksProblem(
      run({
        change: (event) =>
          event.type === "steady-state" && event.when === when
            ? { ...event, checks: names.map((name) => ({ name, ok: true, detail: "" })) }
            : event,
      }),
    );
  expect(look("end", "nodes", "workload")).toBeUndefined();
  expect(look("end", "load")).toMatch(/not nodes at the end/);
  expect(look("before", "nodes", "etcd members")).toMatch(/not etcd members at the end/);
  expect(look("end", "nodes", "etcd members")).toMatch(/not etcd members before/);
});
