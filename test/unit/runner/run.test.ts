import { describe, expect, it } from "vitest";
import type { ClusterLease } from "../../../src/cluster/lease.ts";
import type { Untimed } from "../../../src/model/event.ts";
import { runScenario } from "../../../src/runner/run.ts";
import type { RunRequest } from "../../../src/runner/run-request.ts";

/** A double that has what it was given, and refuses whatever else it is asked for. */
function only<Whole>(parts: Partial<Whole> | Record<string, unknown>): Whole {
  return new Proxy(parts, {
    get: (target, name) => {
      if (name in target) return (target as Record<PropertyKey, unknown>)[name];
      throw new Error(`nobody was told of ${String(name)}`);
    },
  }) as Whole;
}

describe("a run before whose kept cluster the machine stayed busy", () => {
  it("looks at nothing more, breaks nothing, and journals what kept the machine busy", async () => {
    const closed: string[] = [];
    const closing = (name: string) => only<{ close(): void }>({ close: () => void closed.push(name) });
    const busy = [
      { name: "nodes", ok: true, detail: "6 of 6 Ready" },
      { name: "load", ok: false, detail: "97 % of this machine's CPU in use" },
    ];
    const session = only({
      cluster: { name: "kc-kept" },
      busy,
      etcd: closing("etcd"),
      kube: closing("kube"),
      endpoints: new Map(),
    });
    const events: Untimed[] = [];
    const request = only<RunRequest>({
      engine: only({}),
      folder: "/nonexistent",
      lease: only<ClusterLease>({ mayReuse: true, take: async () => ({ session, reused: true }) }),
      planned: only({ cluster: only({}) }),
      healKept: async () => undefined,
      newMeter: () => () => ({}),
      recording: only({ emit: (event: Untimed) => events.push(event), signal: new AbortController().signal }),
    });
    expect(await runScenario(request)).toEqual({ end: "completed", taken: { reused: true } });
    expect(events.map(({ type }) => type)).toEqual(["phase", "phase", "cluster", "steady-state"]);
    expect(events.at(-1)).toMatchObject({ when: "before", ok: false, checks: busy });
    expect(closed).toEqual(["etcd", "kube"]);
  });
});
