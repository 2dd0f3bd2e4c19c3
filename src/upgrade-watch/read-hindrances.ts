import { lists } from "../audit/lists.ts";
import { type Hindrance, hindranceId, type Unread } from "../model/upgrade-look.ts";
import { type HindranceFacts, hindrancesOf, judgedBy, type ListName, showsMembers } from "./hindrances.ts";
import type { Part, Shown } from "./part.ts";
import { readItems } from "./read-items.ts";
import type { Source } from "./source.ts";

/** What is listed to see what stands against the next step, by the names of the facts. */
export const hindrancePaths: Readonly<Record<ListName, string>> = {
  nodes: lists.nodes,
  pods: lists.pods,
  deployments: lists.deployments,
  statefulSets: lists.statefulSets,
  budgets: lists.budgets,
  services: lists.services,
  mutatingWebhooks: lists.mutatingWebhooks,
  validatingWebhooks: lists.validatingWebhooks,
  namespaces: "/api/v1/namespaces",
};

/** Without these nothing of the rest can be judged: what budgets and webhooks are about are pods on nodes. */
const needed: readonly string[] = ["nodes", "pods"];
/** A look that takes longer is none, milliseconds: all pods of the largest clusters are some hundred pages. */
const lookMs = 30_000;

const hiddenMembers: Unread = {
  what: "members of etcd",
  why: "no node that is to have a member shows a pod of etcd: they are external, or the provider's",
};

/**
 * What stands against the next step, every fifteen seconds: all pods are listed for it. A list that was refused is not
 * empty: what needs it is not judged, and where it was read before, the look is none.
 */
export function hindrancesPart(source: Source): Part<Hindrance> {
  const readBefore = new Set<string>();
  return {
    ...{ part: "hindrances", field: "hindrances", everyMs: 15_000 },
    idOf: hindranceId,
    async read(): Promise<Shown<Hindrance>> {
      const ask = source.within(lookMs);
      const facts: Record<string, readonly unknown[]> = {};
      const unread: Unread[] = [];
      for (const [name, path] of Object.entries(hindrancePaths) as [ListName, string][]) {
        const items = await readItems(ask, path);
        if (items === undefined && (readBefore.has(name) || needed.includes(name)))
          throw new Error(
            `status 403: this user may not list ${nameOf(path)}${readBefore.has(name) ? " any more" : ""}`,
          );
        if (items === undefined) unread.push({ what: nameOf(path), why: notJudged(name) });
        else facts[name] = items;
      }
      for (const name of Object.keys(facts)) readBefore.add(name);
      const read: HindranceFacts = {
        ...(facts as unknown as Omit<HindranceFacts, "version">),
        version: source.reached().kubernetes,
      };
      if (!showsMembers(read)) unread.push(hiddenMembers);
      return { rows: hindrancesOf(read), unread };
    },
  };
}

function notJudged(name: ListName): string {
  return `this user may not list them: of ${judgedBy(name).join(" and ")} nothing is known`;
}

function nameOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}
