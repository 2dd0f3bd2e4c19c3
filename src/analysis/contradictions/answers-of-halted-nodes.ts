import { formatMs } from "../../model/duration.ts";
import { asksWorkload } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import { counted } from "../statistics/format.ts";
import { type Contradiction, stepKey } from "./contradiction.ts";

/**
 * Answers in the name of a replica whose node was proven to be down or frozen, asked for and given in that time: either
 * the fault was none, or somebody else answered.
 */
export function answersOfHaltedNodes(facts: Facts): Contradiction[] {
  // Where somebody else healed, nobody knows when.
  if (facts.eventsOf("undo-deed").length > 0) return [];
  const replicas = facts.workload()?.replicas ?? [];
  const ofReplicas = facts.tracks.filter(({ lane }) => asksWorkload(lane.operation));
  return facts.eventsOf("fault-intent").flatMap(({ id, halts, nodes }) => {
    const fault = facts.faults.find((one) => one.id === id);
    if (halts !== true || fault?.activeAt === undefined || fault.active?.proven !== true) return [];
    const [from, to] = [fault.activeAt, fault.healingAt ?? facts.endedAt];
    const there = new Set(replicas.filter(({ node }) => nodes.includes(node)).map(({ pod }) => pod));
    const answers = ofReplicas
      .flatMap(({ all }) => all)
      .filter(
        ({ outcome, detail = "", started, ended }) =>
          outcome === "ok" && there.has(detail) && started >= from && ended <= to,
      );
    const [first] = answers;
    if (first === undefined) return [];
    const told = `${counted(answers.length, "answer")} in the name of ${first.detail}, the first at ${formatMs(first.started)}`;
    return [{ what: `${told}, whose node was halted by ${id}`, touches: [stepKey(id), "workload"] }];
  });
}
