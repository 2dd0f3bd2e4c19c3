import type { EventOf } from "../model/event.ts";
import type { NodeLook } from "../model/upgrade-look.ts";

/** Things of one look that are named on its line. */
const mostNamed = 5;

/** What a look at an upgraded cluster showed, as one line; undefined where nothing was new that a person need see. */
export function describeUpgradeLook(look: EventOf<"upgrade-look">): string | undefined {
  const { nodes = [], servers = [], hindrances = [], gone = [], unread = [], previousAt, part } = look;
  const isFirst = previousAt === undefined;
  const words = [
    ...(isFirst && nodes.length > 0 ? [firstLook(nodes)] : nodes.map(describeNode)),
    ...servers.flatMap(({ server, version }) => (version === undefined ? [] : [`API server ${server}: ${version}`])),
    ...hindrances.map(({ subject, evidence }) => `against the next step: ${subject}: ${evidence}`),
    ...gone.map((id) => (part === "hindrances" ? `not against the next step any more: ${id}` : `${id} is gone`)),
    ...unread.map(({ what, why }) => `not read: ${what}: ${why}`),
  ];
  if (words.length === 0) return undefined;
  const more = words.length - mostNamed;
  return `upgrade: ${words.slice(0, mostNamed).join("; ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function firstLook(nodes: readonly NodeLook[]): string {
  const versions = [...new Set(nodes.map(({ kubelet }) => kubelet))].toSorted().join(", ");
  const bad = nodes.filter(({ ready, cordoned }) => !ready || cordoned).map(describeNode);
  return [`${nodes.length} nodes, kubelets ${versions}`, ...bad].join("; ");
}

function describeNode({ node, kubelet, ready, cordoned, components = [] }: NodeLook): string {
  const not = components.filter((one) => !one.ready).map(({ name }) => `${name} not Ready`);
  const state = [ready ? "" : "NotReady", cordoned ? "cordoned" : "", ...not].filter((word) => word !== "");
  return `node ${node}: ${[kubelet, ...state].join(", ")}`;
}
