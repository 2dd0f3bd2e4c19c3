import type { Report } from "../../model/report.ts";
import type { Facts } from "../facts/facts.ts";

/** What a report says of the application of a person's own; nothing where the run had none. */
export function applicationOf({ eventsOf }: Pick<Facts, "eventsOf">): Pick<Report, "application"> {
  const told = eventsOf("application");
  const begin = told.find(({ when }) => when === "begin");
  if (begin === undefined) return {};
  const end = told.findLast(({ when }) => when === "end");
  const { namespace, sets, advice } = begin;
  return { application: { namespace, begin: sets, end: end?.sets ?? null, advice } };
}
