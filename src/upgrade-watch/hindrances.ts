import { componentPods, isNotReady } from "../audit/objects.ts";
import { isControlPlane } from "../audit/platform.ts";
import { type Hindrance, hindranceId } from "../model/upgrade-look.ts";
import budgets from "../preflight/checks/budgets.ts";
import nodes from "../preflight/checks/nodes.ts";
import webhooks from "../preflight/checks/webhooks.ts";
import type { UpgradeFacts } from "../preflight/facts.ts";
import { short } from "./short.ts";

/** What these checks look at, as a monitor lists it. */
type HindranceLists = Pick<
  UpgradeFacts,
  | "nodes"
  | "pods"
  | "deployments"
  | "statefulSets"
  | "budgets"
  | "services"
  | "mutatingWebhooks"
  | "validatingWebhooks"
  | "namespaces"
>;
/** The name of a list. */
export type ListName = keyof HindranceLists;
/** The lists that could be read, and the version of whoever answered. */
export type HindranceFacts = Partial<HindranceLists> & Pick<UpgradeFacts, "version">;

type Found = Omit<Hindrance, "check">;

/** One check of what stands against the next step, and the lists without which it cannot tell. */
interface Judge {
  readonly name: string;
  readonly needs: readonly ListName[];
  find(read: HindranceFacts): readonly Found[];
}

/** A check that says nothing where a list that it needs could not be read. */
function judge<Needs extends ListName>(
  name: string,
  needs: readonly Needs[],
  find: (facts: Pick<HindranceLists, Needs> & Pick<UpgradeFacts, "version">) => readonly Found[],
): Judge {
  const isThere = (read: HindranceFacts): read is HindranceFacts & Pick<HindranceLists, Needs> =>
    needs.every((list) => read[list] !== undefined);
  return { name, needs, find: (read) => (isThere(read) ? find(read) : []) };
}

/** The first three are checks of preflight; a node that is only cordoned stops nothing. */
const judges: readonly Judge[] = [
  judge(budgets.name, ["nodes", "pods", "deployments", "statefulSets", "budgets"], (facts) => budgets.find(facts)),
  judge(webhooks.name, ["pods", "services", "mutatingWebhooks", "validatingWebhooks", "namespaces"], (facts) =>
    webhooks.find(facts),
  ),
  judge(nodes.name, ["nodes"], (facts) => nodes.find(facts).filter(({ severity }) => severity === "stops")),
  judge("etcd-health", ["nodes", "pods"], missingMembers),
];

/**
 * What would stop the next step, were it made now: budgets that let no pod go, webhooks that fail closed and have no
 * second replica elsewhere, nodes that are not Ready, nodes without an etcd member that runs where others have one.
 * What could not be listed is not there: nothing is said of what needs it.
 */
export function hindrancesOf(read: HindranceFacts): Hindrance[] {
  const found = judges
    .flatMap(({ name, find }) => find(read).map((finding) => ({ check: name, ...finding })))
    .map(({ check, subject, evidence, why }) => ({
      ...{ check, subject: short(subject), evidence: short(evidence), why: short(why) },
    }));
  // One configuration may have several webhooks: they stand together.
  return [...Map.groupBy(found, hindranceId).values()].flatMap(([first, ...more]) =>
    first === undefined
      ? []
      : [{ ...first, evidence: short([first, ...more].map(({ evidence }) => evidence).join("; ")) }],
  );
}

/** The checks that cannot tell without a list. */
export function judgedBy(list: ListName): string[] {
  return judges.filter(({ needs }) => needs.includes(list)).map(({ name }) => name);
}

type MemberFacts = Pick<HindranceLists, "nodes" | "pods">;

/** As far as etcd's static pods tell: of external members, and of providers', the API shows nothing. */
function missingMembers(facts: MemberFacts): Found[] {
  const members = shownMembers(facts);
  if (members.length === 0) return [];
  return memberNodes(facts).flatMap((name) => {
    const own = members.filter(({ spec }) => spec?.nodeName === name);
    if (own.some((pod) => !isNotReady(pod))) return [];
    return [
      {
        subject: `etcd of ${name}`,
        evidence: own.length > 0 ? "its pod is not Ready" : "it has no pod",
        why: "with a member away the next one that is replaced may take the majority, and the API with it",
      },
    ];
  });
}

/** Whether the API shows anything of etcd's members. */
export function showsMembers({ nodes: all = [], pods = [] }: HindranceFacts): boolean {
  return shownMembers({ nodes: all, pods }).length > 0;
}

function shownMembers(facts: MemberFacts): MemberFacts["pods"] {
  const names = memberNodes(facts);
  return componentPods(facts, "etcd").filter(({ spec }) => names.includes(spec?.nodeName ?? ""));
}

/** RKE2 and K3s label the nodes that are to have a member: others of the control plane then have none. */
const memberLabel = "node-role.kubernetes.io/etcd";

/** The nodes that are to have a member of etcd: those that are labelled so, else all of the control plane. */
function memberNodes({ nodes: all }: MemberFacts): string[] {
  const labelled = all.filter(({ metadata }) => metadata?.labels?.[memberLabel] !== undefined);
  return (labelled.length > 0 ? labelled : all.filter(isControlPlane)).map(({ metadata }) => metadata?.name ?? "");
}
