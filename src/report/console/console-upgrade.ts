import { describeBounds } from "../../analysis/statistics/format.ts";
import type { Report } from "../../model/report.ts";
import { wrap } from "../../terminal/layout.ts";
import {
  describeBetween,
  describeClients,
  describeEnd,
  describeSigns,
  describeSkew,
  describeVersions,
  describeWhole,
} from "../parts/upgrade-words.ts";

/** Lines of one kind on a terminal; the report has all. */
const mostLines = 12;

/** A line about an upgrade for a terminal; `isFinding` is for what should not have been. */
export interface UpgradeLine {
  readonly text: string;
  readonly isFinding: boolean;
}

/** Each node's stretch, breaches of version skew, what stood against the next step, and what could not be read, in short. */
export function upgradeLines({ upgrade }: Report, width: number): UpgradeLine[] {
  if (upgrade === undefined) return [];
  const { nodes, skew, standing, unread } = upgrade;
  const broken = (isFinding: boolean) => (text: string) =>
    wrap(text, width - 2, 2).map((line): UpgradeLine => ({ text: `  ${line}`, isFinding }));
  const some = (texts: readonly string[]) =>
    texts.length <= mostLines ? texts : [...texts.slice(0, mostLines), `and ${texts.length - mostLines} more`];
  const stretches = nodes.map(
    (one) =>
      `node ${one.node}: ${describeVersions(one)}, from ${describeBetween(one.begin)}, ${one.to === null ? "" : "whole again "}${describeWhole(one)}, took ${describeBounds(one.lastedMs)}; ${describeSigns(one)}; clients went without: ${describeClients(one)}`,
  );
  const breaches = skew.map(
    ({ subject, evidence, from, to }) =>
      `version skew: ${subject}: ${evidence}, from ${describeBetween(from)}, ended ${describeEnd(to, "not yet")}`,
  );
  const against = standing.map(
    ({ subject, evidence, from, to }) =>
      `against the next step: ${subject}: ${evidence}, from ${describeBetween(from)}, ended ${describeEnd(to, "not yet")}`,
  );
  const notRead = [...new Set(unread.map(({ what, why }) => `not read: ${what}: ${why}`))];
  return [
    ...some(stretches.length === 0 ? ["no node was seen to be worked on"] : stretches).flatMap(broken(false)),
    ...(breaches.length === 0 ? broken(false)(describeSkew(upgrade)) : some(breaches).flatMap(broken(true))),
    ...some(against).flatMap(broken(true)),
    ...some(notRead).flatMap(broken(false)),
  ];
}
