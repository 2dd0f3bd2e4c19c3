import { describe, expect, it } from "vitest";
import { buildTimeline } from "../../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../../src/analysis/verdict/judge.ts";
import { maxOutage } from "../../../../../src/guarantees/max-outage.ts";
import type { EventOf, JournalEvent } from "../../../../../src/model/event.ts";
import type { Report } from "../../../../../src/model/report.ts";
import { loadGuarantees } from "../../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../../src/stories/story.ts";
import { guaranteeStories } from "../../../../support/guarantee-stories.ts";

const definitions = await loadGuarantees();
const calm = { machineCpuShare: 0.4, cpuWaitShare: 0.3, stolenShare: 0.01 };
const fault = {
  id: "held",
  injectingAt: 60_000,
  activeAt: 60_100,
  healingAt: 64_000,
  healedAt: 64_500,
  steadyAt: 66_000,
};

/** A run of two minutes with an outage of some 10 s in a fault's stretch, on a machine like this in each second. */
function judged(of: (at: number) => Partial<EventOf<"prober-health">>, change: Partial<Story> = {}): Report {
  const journal = buildJournal({
    lanes: ["write/api/new"],
    guarantees: [maxOutage({ lanes: "write/api/new", during: "held", limit: "1s" })],
    durationMs: 120_000,
    fault,
    fate: ({ at }) => (at > 60_000 && at < 66_000 ? { outcome: "failed", error: "refused" } : {}),
    ...change,
    change: (event) => (event.type === "prober-health" ? { ...event, ...calm, ...of(event.at) } : event),
  });
  return judge(buildTimeline(journal), definitions);
}
const between = (from: number, to: number, wrong: Partial<EventOf<"prober-health">>) => (at: number) =>
  at > from && at <= to ? wrong : {};

describe("a limit of time that broke", () => {
  it("is held against the cluster on a machine that carried the stretch, whatever it was like elsewhere", () => {
    expect(judged(() => ({})).outcome).toBe("fail");
    expect(judged(between(10_000, 40_000, { machineCpuShare: 1, stolenShare: 0.4 })).outcome).toBe("fail");
    expect(judged(between(90_000, 118_000, { machineCpuShare: 1 })).outcome).toBe("fail");
  });

  it.each<[string, Partial<EventOf<"prober-health">>]>([
    ["its host took the CPU", { stolenShare: 0.28 }],
    ["its CPU was in use", { machineCpuShare: 0.99 }],
    ["processes waited for it", { cpuWaitShare: 0.9 }],
    ["tasks waited for a disk", { pressure: { io: { some: 0.9, full: 0.8 } } }],
    ["the probes' loop was late", { loopDelayP99Ms: 300 }],
  ])("is inconclusive where %s in that stretch", (_, wrong) => {
    const report = judged(between(58_000, 70_000, wrong));
    expect(report).toMatchObject({ outcome: "inconclusive" });
    expect(report.verdicts[0]?.summary.startsWith(report.machine.notCarried ?? "none")).toBe(true);
  });

  it("is held against it where nothing tells of the machine, and the report says so", () => {
    const report = judged(() => ({ machineCpuShare: undefined, cpuWaitShare: undefined, stolenShare: undefined }));
    expect(report.outcome).toBe("fail");
    expect(report.assumptions[0]).toMatchObject({ outcome: "pass", summary: "not measured in held" });
    expect(report.machine.stretches.map(({ carried }) => carried)).toContain("not measured");
  });

  it("does not excuse one that never came: a machine that did not carry it, and every limit held", () => {
    const report = judged(() => ({ machineCpuShare: 1 }), { fate: () => ({}) });
    expect(report.verdicts.map(({ outcome }) => outcome)).toEqual(["pass"]);
    expect(report.assumptions[0]).toMatchObject({ outcome: "pass", summary: expect.stringMatching(/^not in held/) });
  });
});

describe("a guarantee that looks at a fault until its healing", () => {
  it("is held against the cluster whatever load the healing makes, and not where the load came before", () => {
    const story = guaranteeStories["replicas-scheduled"]?.fail as Story;
    const on = (isBusy: (at: number, healingAt: number) => boolean) => {
      const healingAt = story.fault?.healingAt ?? 0;
      const change = (event: JournalEvent) =>
        event.type === "prober-health"
          ? { ...event, ...calm, ...(isBusy(event.at, healingAt) && { machineCpuShare: 1 }) }
          : event;
      return judge(buildTimeline(buildJournal({ ...story, change })), definitions).verdicts[0]?.outcome;
    };
    expect(on((at, healingAt) => at > healingAt + 1_000)).toBe("fail");
    expect(on((at, healingAt) => at < healingAt)).toBe("inconclusive");
  });
});

describe("a guarantee that slowness helps to hold", () => {
  it("shows nothing on a machine that could not carry it", () => {
    const story = guaranteeStories["outage-until-healed"]?.pass as Story;
    const on = (machineCpuShare: number) => {
      const change = (event: JournalEvent) => (event.type === "prober-health" ? { ...event, machineCpuShare } : event);
      return judge(buildTimeline(buildJournal({ ...story, change })), definitions).verdicts.map(
        ({ outcome }) => outcome,
      );
    };
    expect(on(0.4)).toEqual(["pass"]);
    expect(on(1)).toEqual(["inconclusive"]);
  });
});

describe("a machine that never became calm", () => {
  it("is the first reason of a run that broke nothing", () => {
    const load = { name: "load", ok: false, detail: "97 % of this machine's CPU in use" };
    const journal = buildJournal({ lanes: [], guarantees: [maxOutage({ lanes: "write/api/new", limit: "1s" })] });
    const events = journal.events.map((event) =>
      event.type === "steady-state" && event.when === "before" ? { ...event, ok: false, checks: [load] } : event,
    );
    const report = judge(buildTimeline({ ...journal, events }), definitions);
    expect(report).toMatchObject({ outcome: "inconclusive", exitCode: 3 });
    expect(report.assumptions[0]?.summary).toBe(
      "this machine did not become calm, and nothing was broken: 97 % of this machine's CPU in use",
    );
  });
});
