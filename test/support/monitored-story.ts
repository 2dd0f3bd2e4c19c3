import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { judge } from "../../src/analysis/verdict/judge.ts";
import { maxOutage } from "../../src/guarantees/max-outage.ts";
import type { JournalEvent } from "../../src/model/event.ts";
import type { Report } from "../../src/model/report.ts";
import { loadGuarantees } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Fate, Story } from "../../src/stories/story.ts";

/** A made-up journal of a monitor: no cluster, settings or steady state, but a server. */
export function monitored(story: Omit<Story, "change" | "fault">): Story {
  const server: JournalEvent = {
    type: "server",
    at: 0,
    server: {
      url: "https://10.0.0.1:6443",
      context: "prod",
      kubernetes: "v1.37.2",
      identity: "client certificate",
    },
  };
  const unknown = ["cluster", "settings", "steady-state"];
  return {
    ...story,
    events: [...(story.events ?? []), server],
    change: (event) => (unknown.includes(event.type) ? undefined : event),
  };
}

/** Lanes of a monitor. */
export const serverLanes = ["quorum-read/server/new", "cached-read/server/reused", "readyz/server/new"];
/** A limit that a monitor is given. */
export const serverLimit = maxOutage({ lanes: "*/server/*", during: "whole-run", limit: "2s" });

const guarantees = await loadGuarantees();

/** The report of a monitor's made-up run. */
export function reportOfMonitored(story: Parameters<typeof monitored>[0]): Report {
  return judge(buildTimeline(buildJournal(monitored(story))), guarantees);
}

/** Every attempt on every lane between 4 s and 8 s ends like this. */
export function fateBetween(fate: Fate | ((at: number) => Fate | undefined)): Story["fate"] {
  return ({ at }) => (at < 4_000 || at >= 8_000 ? undefined : typeof fate === "function" ? fate(at) : fate);
}

/** Every attempt in that time fails with this. */
export function whileFailing(error: string): Story["fate"] {
  return fateBetween({ outcome: "failed", error });
}
