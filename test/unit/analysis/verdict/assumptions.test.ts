import { expect, test } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { GuaranteeDefinition } from "../../../../src/analysis/verdict/guarantee-definition.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import definition, { noFailures } from "../../../../src/guarantees/no-failures.ts";
import type { Journal } from "../../../../src/model/journal.ts";
import type { Report } from "../../../../src/model/report.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";

const fault = { id: "held", injectingAt: 4_000, activeAt: 4_100, healingAt: 8_000, healedAt: 8_500, steadyAt: 10_000 };
const warmUp: Story = {
  lanes: ["cached-read/api/new", "readyz/control-plane/new"],
  guarantees: [noFailures({ lanes: "cached-read/api/new", during: "held" })],
  fault,
};
const definitions = new Map<string, GuaranteeDefinition<never>>([["no-failures", definition as never]]);

function broken(story: Story, damage: Partial<Journal> = {}): string[] {
  return brokenOf(judge(buildTimeline({ ...buildJournal(story), ...damage }), definitions));
}

function brokenOf(report: Report): string[] {
  const names = report.assumptions.filter(({ outcome }) => outcome !== "pass").map(({ name }) => name);
  expect(report.outcome).toBe(names.length === 0 ? "pass" : "inconclusive");
  expect(report.exitCode).toBe(names.length === 0 ? 0 : 3);
  return names;
}

/** A story with one of its events changed. */
function changed<Type extends NonNullable<Story["events"]>[number]["type"]>(type: Type, change: object | null): Story {
  return {
    ...warmUp,
    change: (event) => {
      if (event.type !== type) return event;
      return change === null ? undefined : ({ ...event, ...change } as typeof event);
    },
  };
}

const unproven = { evidence: { proven: false, detail: "etcd answers still" } };
const cases: readonly [string, Story, RegExp][] = [
  ["a run that was interrupted", changed("run-end", { reason: "interrupted" }), /completed/],
  ["a journal without an end", changed("run-end", null), /completed/],
  ["no look at the steady state", changed("steady-state", null), /steady state/],
  ["no steady state before", changed("steady-state", { ok: false }), /steady state/],
  ["a steady state of nothing", changed("steady-state", { checks: [] }), /steady state before/],
  ["a fault that was not proven", changed("fault-active", unproven), /held was real/],
  ["a fault without evidence", changed("fault-active", null), /held was real/],
  ["a heal that was not proven", changed("fault-healed", unproven), /held was real/],
  ["a fault that was never injected", changed("fault-injecting", null), /held was real/],
  ["attempts left out", changed("prober-health", { dropped: 1 }), /too many were open/],
  ["a blocked event loop", changed("prober-health", { loopDelayP99Ms: 80 }), /event loop/],
  ["no reading of the prober", changed("prober-health", null), /event loop/],
  ["a self-probe that failed", changed("prober-health", { selfProbeFailures: 1 }), /self-probe/],
  [
    "a failure before the fault",
    { ...warmUp, fate: ({ number }) => (number === 9 ? { outcome: "failed" } : undefined) },
    /before the first fault/,
  ],
  [
    "a changed address",
    { ...warmUp, events: [{ type: "address-changed", at: 9, node: "lb", from: "a", to: "b" }] },
    /address/,
  ],
  [
    "an unexpected restart",
    { ...warmUp, events: [{ type: "restart", at: 9, node: "worker", component: "kubelet", expected: false }] },
    /restarted/,
  ],
  [
    "an error of the harness",
    { ...warmUp, events: [{ type: "error", at: 9, code: "kube", message: "gone" }] },
    /no error/,
  ],
  [
    "a fault that its undo did not heal",
    { ...warmUp, events: [{ type: "escalation", at: 8_100, id: "held", stage: "again", detail: "once more" }] },
    /every fault healed by its own undo/,
  ],
  ["a slow lane", { ...warmUp, hz: 1 }, /enough attempts .*: at least 20/],
];

test("a run in which nothing goes wrong holds every assumption", () => {
  expect(broken(warmUp)).toEqual([]);
});

test.each(cases)("%s makes a run inconclusive", (_, story, name) => {
  expect(broken(story).join("\n")).toMatch(name);
});

test("attempts that are missing before the first fault may have failed", () => {
  const { samples } = buildJournal(warmUp);
  const seen = samples.filter(({ lane, scheduled }) => lane !== 0 || scheduled < 1_000 || scheduled > 2_000);
  expect(broken(warmUp, { samples: seen })).toEqual(["no judged lane failed before the first fault"]);
});

test("a restart that the fault explains does not", () => {
  expect(
    broken({ ...warmUp, events: [{ type: "restart", at: 9, node: "worker", component: "etcd", expected: true }] }),
  ).toEqual([]);
});

test("starts behind the schedule make a run inconclusive", () => {
  const journal = buildJournal(warmUp);
  const samples = journal.samples.map((sample) => ({
    ...sample,
    started: sample.started + 30,
    ended: sample.ended + 30,
  }));
  expect(broken(warmUp, { samples }).join()).toMatch(/on schedule/);
});

test("a hole in the schedule of a lane that is judged makes a run inconclusive, also where nobody counted it", () => {
  const { samples } = buildJournal(warmUp);
  const without = (lane: number, from: number, to: number) => ({
    samples: samples.filter((sample) => sample.lane !== lane || sample.scheduled < from || sample.scheduled > to),
  });
  expect(broken(warmUp, without(0, 5_000, 5_100))).toEqual(["what is judged was looked at all the time"]);
  // Not in the stretch that is judged, and not a lane that is.
  expect(broken(warmUp, without(0, 11_000, 12_000))).toEqual([]);
  expect(broken(warmUp, without(1, 5_000, 6_000))).toEqual([]);
});

test("damaged lines make a run inconclusive, a torn last one only for its missing end", () => {
  expect(broken(warmUp, { damaged: 1 })).toEqual(["the journal is undamaged"]);
  expect(broken(warmUp, { torn: true })).toEqual([]);
});

test("a second proof that fails, because the fault wore off, makes a run inconclusive", () => {
  const story: Story = { ...warmUp, events: [{ type: "fault-active", at: 7_900, id: "held", ...unproven }] };
  expect(broken(story)).toEqual(["the fault held was real", expect.stringMatching(/step of the plan/)]);
});

test("a check that crashes is inconclusive", () => {
  const crash: GuaranteeDefinition<never> = {
    ...(definition as never as GuaranteeDefinition<never>),
    judge: () => {
      throw new TypeError("oops");
    },
  };
  const report = judge(buildTimeline(buildJournal(warmUp)), new Map([["no-failures", crash]]));
  expect(report.verdicts[0]).toMatchObject({ outcome: "inconclusive", summary: "the check itself crashed: oops" });
});

test("a broken guarantee outweighs a broken assumption", () => {
  const story: Story = {
    ...changed("run-end", { reason: "failed" }),
    fate: ({ at }) => (at > 5_000 && at < 5_500 ? { outcome: "failed" } : undefined),
  };
  expect(judge(buildTimeline(buildJournal(story)), definitions)).toMatchObject({ outcome: "fail", exitCode: 1 });
});
