import { kubernetesOf } from "../model/cluster.ts";
import type { JournalEvent } from "../model/event.ts";
import { fromWatchRow } from "../model/watch.ts";
import { describeUpgradeLook } from "./upgrade-line.ts";

/** An event as one line; undefined for what a person need not see while it runs. */
export function describeEvent(event: JournalEvent): string | undefined {
  switch (event.type) {
    case "phase":
      return event.edge === "begin" ? event.name : undefined;
    case "server":
      return `server ${event.server.url}: Kubernetes ${event.server.kubernetes}, by ${event.server.identity}`;
    case "cluster":
      return `cluster ${event.cluster.name}${event.reused ? " (kept from before)" : ""}: ${event.cluster.nodes.length} containers, Kubernetes ${kubernetesOf(event.cluster)}`;
    case "steady-state": {
      // Looks that fail while a recovery is awaited come twice a second; notes tell what is waited for.
      if (event.when === "after" && !event.ok) return undefined;
      const bad = event.checks.filter((check) => !check.ok).map((check) => `${check.name} (${check.detail})`);
      return event.ok ? `steady state holds (${event.checks.length} checks)` : `no steady state: ${bad.join("; ")}`;
    }
    case "fault-intent":
      return `${event.id}: ${event.description} on ${event.target} (${event.nodes.join(", ")})`;
    case "fault-active":
      return `${event.id}: ${event.evidence.proven ? "proven active" : "NOT proven active"}: ${event.evidence.detail}`;
    case "fault-healing":
      return `${event.id}: healing`;
    case "fault-healed":
      return `${event.id}: ${event.evidence.proven ? "proven healed" : "NOT proven healed"}: ${event.evidence.detail}`;
    case "escalation":
      return `${event.id}: escalation (${event.stage}): ${event.detail}`;
    case "procedure":
      return `${event.id}: ${event.description} on ${event.target} (${event.nodes.join(", ")})`;
    case "procedure-done":
      return `${event.id}: ${event.evidence.proven ? "done" : "NOT proven done"}: ${event.evidence.detail}`;
    case "restart":
      return `${event.component} on ${event.node} restarted${event.expected ? "" : ", which no fault explains"}`;
    case "address-changed":
      return `${event.node} changed its address from ${event.from} to ${event.to}`;
    case "port-lost":
      return `${event.node}: its published port ${event.port} leads nowhere any more`;
    case "undo-deed":
      return `${event.by}: ${[event.deed, event.id].filter(Boolean).join(" ")}: ${event.detail}`;
    case "upgrade-look":
      return describeUpgradeLook(event);
    case "error":
      return `error ${event.code}: ${event.message}`;
    case "note":
      return event.text;
    default:
      return undefined;
  }
}

/** Any event as one line; undefined only for what comes many times a second: on streams that stand, of an address. */
export function describeWhole(event: JournalEvent): string | undefined {
  if (event.type === "phase" && event.edge === "end") return `${event.name}: over`;
  const short = event.type === "steady-state" ? undefined : describeEvent(event);
  if (short !== undefined) return short;
  const { type, at: _at, ...rest } = event;
  if (event.type === "virtual-address") return undefined;
  if (event.type !== "watch") return `${type}: ${JSON.stringify(rest).slice(0, mostCharacters)}`;
  const arrivals = event.arrivals.map(fromWatchRow).filter((one) => one !== undefined);
  const changes = arrivals.filter(({ kind }) => kind !== "event" && kind !== "bookmark");
  if (changes.length === 0) return undefined;
  return `watch ${event.lane}: ${changes.map(({ kind, reason = "" }) => `${kind} ${reason}`.trim()).join(", ")}`;
}

/** A list of all pods has megabytes; what is in the journal need not be on a screen. */
const mostCharacters = 400;
