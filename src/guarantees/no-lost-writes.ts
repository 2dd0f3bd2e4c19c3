import { z } from "zod";
import { apiServersOf, readingProblem, writtenObjectsOf } from "../analysis/etcd/written-objects.ts";
import type { Facts } from "../analysis/facts/facts.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { inconclusive } from "../model/guarantee.ts";
import type { Sample, SampleOutcome } from "../model/sample.ts";
import { storePod } from "../model/workload.ts";
import { between, killFault } from "../stories/fates.ts";
import { readBack } from "../stories/read-back.ts";
import type { Stories } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";

/** Fewer acknowledged writes show nothing. */
const fewestWrites = 50;

const params = z.strictObject({
  /**
   * "server": read back through the one server that was monitored, not through every API server by itself; "store":
   * what was written to the application with its data on one node, read back from itself; "store-members": the same of a
   * group, read back from each of its members, which answers from its own copy once that has what the group agreed on.
   */
  through: z.enum(["server", "store", "store-members"]).optional(),
});

const definition = defineGuarantee({
  name: "no-lost-writes",
  summary: "Every acknowledged write is there at the end, and no refused one is.",
  about: "safety",
  covers: "It covers every write of the run that was acknowledged or refused, extra ones too.",
  leavesOut: "It leaves out writes without an answer, because they may be there or not.",
  params,
  reads: ({ through }) => [operationOf(through)],
  describe: ({ through }) => `${lostWords[through ?? "every"]}, and no refused write was applied`,
  plainly: () => ({
    held: "no acknowledged write was lost",
    broken: "an acknowledged write was lost, or a refused one was applied",
  }),
  judge({ through }, facts) {
    const inStore = isOfStore(through);
    const operation = operationOf(through);
    const writes = facts.tracks.filter(({ lane }) => lane.operation === operation).flatMap(({ all }) => all);
    const of = (outcome: SampleOutcome) => writes.filter((sample) => sample.outcome === outcome && sample.detail);
    const acknowledged = of("ok");
    const readings = writtenObjectsOf(facts, inStore ? "store" : "api");
    const readers = readersOf(through, facts);
    const problem = readingProblem(readings, facts, readers);
    const by = inStore ? `from ${listing(readers)}` : `through ${counted(readings.size, "API server")}`;
    const told = `${counted(acknowledged.length, "acknowledged write")} read back ${by}`;
    const lost = [...readings].flatMap(([server, tokens]) => missing(acknowledged, server, tokens));
    const refused = [...readings].flatMap(([server, tokens]) => applied(of("failed"), server, tokens));
    if (refused.length > 0) {
      return {
        outcome: "fail",
        summary: `refused yet applied: ${tell(refused)}; ${told}`,
        marks: refused.slice(0, 5).map(mark),
      };
    }
    if (lost.length > 0) {
      return { outcome: "fail", summary: `lost: ${tell(lost)}; ${told}`, marks: lost.slice(0, 5).map(mark) };
    }
    if (problem !== undefined) return inconclusive(problem);
    if (acknowledged.length < fewestWrites)
      return inconclusive(`only ${told}: fewer than ${fewestWrites} show nothing`);
    const unknown = of("unknown");
    const landed = unknown.filter((sample) =>
      [...readings.values()].some((tokens) => tokens.has(sample.detail ?? "")),
    ).length;
    const open = `${counted(unknown.length, "write")} without an answer: ${landed} applied, ${unknown.length - landed} not`;
    return { outcome: "pass", summary: `${told}, none lost; ${open}`, marks: [] };
  },
  stories,
});
export default definition;

/** Promises that every acknowledged write is there at the end, read through every API server, and no refused one is. */
export const noLostWrites = definition.spec;

/** That nothing is lost, by who is asked at the end. */
const lostWords = {
  every: "no acknowledged write is lost, read back through every API server",
  server: "no acknowledged write is lost, read back through the same server",
  store: `no write that ${storePod} acknowledged is lost, read back from its data`,
  "store-members": "no write that the store acknowledged is lost, read back from each of its members",
} as const;

type Through = z.infer<typeof params>["through"];

function isOfStore(through: Through): boolean {
  return through === "store" || through === "store-members";
}

function operationOf(through: Through): string {
  return isOfStore(through) ? "store-write" : "write";
}

/** From whom everything should be read back. */
function readersOf(through: Through, facts: Facts): readonly string[] {
  if (through === "store") return [storePod];
  if (through === "store-members") return facts.eventsOf("store").map(({ pod }) => pod);
  return through === undefined ? apiServersOf(facts) : [through];
}

/** A write that an API server should or should not show. */
interface Suspect {
  readonly sample: Sample;
  readonly server: string;
}

function missing(samples: readonly Sample[], server: string, tokens: ReadonlySet<string>): Suspect[] {
  return samples.filter((sample) => !tokens.has(sample.detail ?? "")).map((sample) => ({ sample, server }));
}

function applied(samples: readonly Sample[], server: string, tokens: ReadonlySet<string>): Suspect[] {
  return samples.filter((sample) => tokens.has(sample.detail ?? "")).map((sample) => ({ sample, server }));
}

function tell(suspects: readonly Suspect[]): string {
  const writes = new Map<string, string[]>();
  for (const { sample, server } of suspects) {
    writes.set(sample.detail ?? "", [...(writes.get(sample.detail ?? "") ?? []), server]);
  }
  return `${counted(writes.size, "write")} (${listing(
    [...writes].map(([write, servers]) => `${write} at ${servers.join(", ")}`),
    5,
  )})`;
}

function mark({ sample, server }: Suspect): { from: number; to: number; text: string } {
  return { from: sample.started, to: sample.ended, text: `${sample.detail} at ${server}` };
}

function stories(): Stories {
  const run = { lanes: ["write/api/new"], guarantees: [noLostWrites()] };
  const servers = ["control-plane", "control-plane2"];
  return {
    pass: {
      ...run,
      fault: killFault,
      fate: between(4_000, 4_300, { outcome: "unknown", error: "reset" }),
      events: readBack(120, (number) => number !== 40),
    },
    fail: { ...run, events: readBack(120, (number, server) => number !== 77 || server !== "control-plane3") },
    inconclusive: { ...run, events: readBack(120, () => true, { servers }) },
  };
}
