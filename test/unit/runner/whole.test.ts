import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Untimed } from "../../../src/model/event.ts";
import type { Evidence } from "../../../src/model/fault.ts";
import { awaitWhole } from "../../../src/runner/whole.ts";

const calm = { machineCpuShare: 0.4, stolenShare: 0.01 };
const lacking = { proven: false, detail: "etcd is not Ready" };
const done = { proven: true, detail: "every component is Ready" };
const nodes = (ok: boolean) => [{ name: "nodes", ok, detail: ok ? "6 of 6 Ready" : "not Ready: worker" }];

/** Waits with these looks at the node, and at the cluster, the last of each for ever; in the time of a fake clock. */
async function wait(own: readonly Evidence[], cluster: readonly boolean[]) {
  const notes: string[] = [];
  const asked = { own: 0, cluster: 0 };
  const looks = {
    isDone: async () => own[Math.min(asked.own++, own.length - 1)] ?? lacking,
    steady: async () => nodes(cluster[Math.min(asked.cluster++, cluster.length - 1)] ?? false),
    machine: () => calm,
  };
  const emit = (event: Untimed) => void (event.type === "note" && notes.push(event.text));
  let evidence: Evidence | undefined;
  void awaitWhole({ signal: new AbortController().signal, emit }, "upgrade-1", looks, 30_000).then((seen) => {
    evidence = seen;
  });
  await vi.advanceTimersByTimeAsync(600_000);
  return { evidence, notes, asked };
}

describe("the next node waits until the one before is whole", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("itself, and the cluster with it, in two looks in a row", async () => {
    const { evidence, notes, asked } = await wait([lacking, done], [false, true, false, true]);
    expect(evidence).toEqual({ proven: true, detail: "every component is Ready; the steady state holds again" });
    expect(notes).toEqual([
      "waiting for upgrade-1: etcd is not Ready",
      "waiting for nodes: not Ready: worker",
      "waiting for nodes: not Ready: worker",
    ]);
    expect(asked).toEqual({ own: 6, cluster: 5 });
  });

  it("and what is missing is told when the time is over", async () => {
    const { evidence, notes, asked } = await wait([lacking], [true]);
    expect(evidence).toEqual({ proven: false, detail: "upgrade-1: etcd is not Ready" });
    expect(notes).toEqual(["waiting for upgrade-1: etcd is not Ready"]);
    expect(asked.cluster).toBe(0);
    expect((await wait([done], [false])).evidence).toEqual({ proven: false, detail: "nodes: not Ready: worker" });
  });
});
