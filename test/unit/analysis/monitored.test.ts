import { describe, expect, test } from "vitest";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../src/analysis/verdict/judge.ts";
import { maxOutage } from "../../../src/guarantees/max-outage.ts";
import { noLostWrites } from "../../../src/guarantees/no-lost-writes.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { renderVerdict } from "../../../src/report/console/console.ts";
import markdown from "../../../src/report/markdown.ts";
import { loadGuarantees } from "../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Fate, Story } from "../../../src/stories/story.ts";
import { monitored } from "../../support/monitored-story.ts";
import { reportAlone } from "../../support/report-alone.ts";

const guarantees = await loadGuarantees();
const lanes = ["quorum-read/server/new", "cached-read/server/reused", "readyz/server/new"];
const limit = maxOutage({ lanes: "*/server/*", during: "whole-run", limit: "2s" });
const reportOf = (story: Parameters<typeof monitored>[0]) =>
  judge(buildTimeline(buildJournal(monitored(story))), guarantees);
const notHeld = (report: ReturnType<typeof reportOf>) =>
  report.assumptions.filter(({ outcome }) => outcome !== "pass").map(({ name }) => name);

/** Every attempt on every lane between 4 s and 8 s ends like this. */
function between(fate: Fate | ((at: number) => Fate | undefined)): Story["fate"] {
  return ({ at }) => (at < 4_000 || at >= 8_000 ? undefined : typeof fate === "function" ? fate(at) : fate);
}
const failing = (error: string) => between({ outcome: "failed", error });

describe("a cluster that was only watched", () => {
  test("is judged by its limits alone: nobody knows its steady state, its addresses or its restarts", () => {
    const report = reportOf({ lanes, guarantees: [limit] });
    expect(report).toMatchObject({ outcome: "pass", exitCode: 0, cluster: null, server: { context: "prod" } });
    const names = report.assumptions.map(({ name }) => name).join("; ");
    expect(names).toContain("self-probe");
    expect(names).not.toMatch(/steady state|restarted|address/);
    expect(report.verdicts[0]?.promise).toBe("*/server/* never out longer than 2s (whole-run)");
  });

  test("without limits passes by the prober alone, and says that nothing was judged", () => {
    const report = reportOf({ lanes, guarantees: [], fate: failing("refused") });
    expect(report.exitCode).toBe(0);
    const text = renderVerdict(report, { color: false, width: 120 });
    expect(text).toContain("MEASURED: no limit was given");
    expect(text).toMatch(/quorum-read\/server\/new +\d+ .* 3\.\d+ s to 4\.\d+ s +\d+ % \(refused \d+\)/);
  });

  test("fails on an outage beyond the limit, and the report names the server", () => {
    const report = reportOf({ lanes, guarantees: [limit], fate: failing("refused") });
    expect(report.outcome).toBe("fail");
    expect(report.findings.join(" ")).toContain("through https://10.0.0.1:6443, of new connections");
    expect(markdown.render(reportAlone(report))).toContain("| changed | nothing, only read |");
  });

  test("is inconclusive where the prober was disturbed", () => {
    const disturbed: JournalEvent = {
      type: "prober-health",
      at: 5_000,
      loopDelayP99Ms: 1,
      loopDelayMaxMs: 1,
      cpuShare: 0.1,
      lateStarts: 0,
      dropped: 0,
      memoryMb: 1,
      selfProbeFailures: 2,
    };
    expect(reportOf({ lanes, guarantees: [], events: [disturbed] }).exitCode).toBe(3);
  });
});

describe.each(["tls-ca", "tls-expired", "tls-name", "http-401"])("attempts that end with %s", (error) => {
  test("are no outage: they break no limit, keep none either, and are named", () => {
    const report = reportOf({ lanes, guarantees: [limit], fate: failing(error) });
    expect(report.verdicts[0]).toMatchObject({ outcome: "inconclusive" });
    expect(report.verdicts[0]?.measuredMs?.[0]).toBe(0);
    expect(report.verdicts[0]?.summary).toContain(`(${error}`);
    expect(notHeld(report)).toEqual(["every certificate and every credential convinced"]);
    expect(report.findings.join(" ")).toMatch(/quorum-read\/server\/new: \d+ of \d+ attempts .*: .*that is no outage/);
  });

  test("do not hide an outage beside them", () => {
    const fate = between((at) => ({ outcome: "failed", error: at < 4_500 ? error : "refused" }));
    expect(reportOf({ lanes, guarantees: [limit], fate }).verdicts[0]).toMatchObject({ outcome: "fail" });
  });

  test("do not join two outages that are each within the limit", () => {
    const fate = between((at) => ({ outcome: "failed", error: at > 5_800 && at < 6_200 ? error : "refused" }));
    expect(reportOf({ lanes, guarantees: [limit], fate }).verdicts[0]).toMatchObject({ outcome: "inconclusive" });
  });
});

describe("writes into a watched cluster", () => {
  const story = { lanes: ["write/server/new"], guarantees: [noLostWrites({ through: "server" })] };
  const audit = (samples: readonly Sample[], keep: (sample: Sample) => boolean): JournalEvent => {
    const objects: Record<string, string[]> = {};
    for (const { detail } of samples.filter(keep)) {
      const [object = "", token = ""] = (detail ?? "").split(" ");
      objects[object] = [...(objects[object] ?? []), token];
    }
    return { type: "written-objects", at: 12_040, apiServer: "server", complete: true, objects };
  };
  const { samples } = buildJournal(story);

  test("are audited through the same server", () => {
    const report = reportOf({ ...story, events: [audit(samples, () => true)] });
    expect(report.verdicts[0]).toMatchObject({ outcome: "pass", summary: expect.stringContaining("none lost") });
    expect(report.verdicts[0]?.promise).toContain("read back through the same server");
  });

  test("that are gone are lost; without an audit nothing is shown", () => {
    const lost = reportOf({ ...story, events: [audit(samples, ({ detail }) => detail !== samples[7]?.detail)] });
    expect(lost.exitCode).toBe(1);
    expect(reportOf(story).verdicts[0]).toMatchObject({
      outcome: "inconclusive",
      summary: expect.stringContaining("not read back through server"),
    });
  });
});
