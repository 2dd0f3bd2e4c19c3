import { z } from "zod";
import { counted, listing } from "../analysis/statistics/format.ts";
import { type ApplicationSet, describeSet, isWhole } from "../model/application-state.ts";
import type { JournalEvent } from "../model/event.ts";
import { inconclusive } from "../model/guarantee.ts";
import type { Stories, Story } from "../stories/story.ts";
import { workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";

const params = z.strictObject({});

const definition = defineGuarantee({
  name: "application-whole",
  summary: "At the end all pods of an application of your own are Ready, and no Job of it failed.",
  about: "safety",
  covers:
    "It covers every Deployment, ReplicaSet, StatefulSet, DaemonSet, Job and pod by itself that was there when the lanes began.",
  leavesOut: "It leaves out how long a Job takes, because it may still be running when the run ends.",
  params,
  describe: () => "at the end all of the application is Ready again, and no Job of it has failed",
  plainly: () => ({
    held: "at the end all of the application was Ready",
    broken: "at the end not all of the application was Ready",
  }),
  judge(_, facts) {
    const [begin, end] = ["begin", "end"].map((when) =>
      facts.eventsOf("application").findLast((event) => event.when === when),
    );
    if (begin === undefined || end === undefined)
      return inconclusive("the run had no application of one's own, or it was not read at the end");
    if (begin.sets.every(isIdle)) return inconclusive("nothing of it ran when the lanes began");
    const unwell = begin.sets.filter((set) => !isWhole(set));
    if (unwell.length > 0) return inconclusive(`it was not whole at the begin: ${describe(unwell)}`);
    const gone = begin.sets.filter((set) => !end.sets.some((other) => isSame(set, other)));
    const lost = gone.filter(({ kind }) => kind !== "Job");
    // With a time to live it is removed when it has ended, whichever way.
    const unseen = gone.filter(({ kind, ready, wanted }) => kind === "Job" && ready < wanted);
    const broken = end.sets.filter((set) => !isWhole(set) && !isYoung(set, begin.sets));
    if (lost.length + broken.length > 0)
      return { outcome: "fail", summary: listing([...lost.map(tellGone), ...broken.map(describeSet)]), marks: [] };
    if (unseen.length > 0) return inconclusive(`nobody saw how it ended: ${listing(unseen.map(tellGone))}`);
    const ready = end.sets.reduce((sum, { ready: pods }) => sum + pods, 0);
    return { outcome: "pass", summary: `${counted(end.sets.length, "set")} of pods whole, ${ready} Ready`, marks: [] };
  },
  stories,
});
export default definition;

/**
 * Promises that at the end an application of a person's own is as it was: every set of pods with as many Ready as it
 * wants, and no Job failed.
 */
export const applicationWhole = definition.spec;

function isSame(a: ApplicationSet, b: ApplicationSet): boolean {
  return a.kind === b.kind && a.name === b.name;
}

/** A set of no pods, or a Job that is done: there is nothing that a fault could have taken from it. */
function isIdle({ kind, wanted, ready }: ApplicationSet): boolean {
  return wanted === 0 || (kind === "Job" && ready >= wanted);
}

/** A Job that a CronJob made meanwhile, and that has not failed, may only just begin. */
function isYoung(set: ApplicationSet, before: readonly ApplicationSet[]): boolean {
  return set.kind === "Job" && set.failed === undefined && !before.some((other) => isSame(set, other));
}

function tellGone({ kind, name }: ApplicationSet): string {
  return `${kind} ${name} is gone`;
}

function describe(sets: readonly ApplicationSet[]): string {
  return listing(sets.map(describeSet));
}

function stories(): Stories {
  const told = (at: number, when: "begin" | "end", ready: number): JournalEvent => ({
    type: "application",
    at,
    when,
    namespace: "kind-chaos-x",
    sets: [{ kind: "Deployment", name: "web", wanted: 2, ready }],
    advice: [],
  });
  const ended = (...events: JournalEvent[]): Story =>
    workerHit({ guarantees: [applicationWhole()], events: [told(7, "begin", 2), ...events] });
  return { pass: ended(told(14_010, "end", 2)), fail: ended(told(14_010, "end", 1)), inconclusive: ended() };
}
