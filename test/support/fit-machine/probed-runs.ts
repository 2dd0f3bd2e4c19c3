import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readJournal } from "../../../src/journal/reader.ts";
import type { EventOf, JournalEvent } from "../../../src/model/event.ts";

/** What a run's probes said of themselves in about a second; times in milliseconds since 1970. */
export interface ProbedSecond
  extends Pick<EventOf<"prober-health">, "machineCpuShare" | "cpuWaitShare" | "loopDelayP99Ms" | "selfProbeFailures"> {
  readonly from: number;
  readonly to: number;
}

/** The time in which a run probed: neither the creation of its cluster nor what comes after its lanes. */
export interface ProbedRun {
  readonly from: number;
  readonly to: number;
  readonly seconds: readonly ProbedSecond[];
}

/** The runs in a folder of runs that began at this time or later and have probed, the oldest first. */
export async function probedRuns(reports: string, since: number): Promise<ProbedRun[]> {
  if (!existsSync(reports)) return [];
  const journals = readdirSync(reports)
    .map((name) => join(reports, name, "journal.jsonl"))
    .filter((path) => existsSync(path) && statSync(path).mtimeMs >= since);
  const runs = await Promise.all(journals.map(async (path) => probedRun((await readJournal(path)).events) ?? []));
  return runs
    .flat()
    .filter(({ began }) => began >= since)
    .toSorted((a, b) => a.from - b.from);
}

/** What the events of a run say of its probing; undefined where it did not come to that. */
export function probedRun(events: readonly JournalEvent[]): (ProbedRun & { readonly began: number }) | undefined {
  const start = events.find((event) => event.type === "run-start");
  const lanes = events.find((event) => event.type === "lanes");
  if (start === undefined || lanes === undefined) return undefined;
  const began = Date.parse(start.startedAt);
  let from = began + lanes.at;
  const seconds = events.flatMap((event) => {
    if (event.type !== "prober-health") return [];
    const second = { ...event, from, to: began + event.at };
    from = second.to;
    return [second];
  });
  const last = seconds.at(-1);
  return last === undefined ? undefined : { began, from: began + lanes.at, to: last.to, seconds };
}
