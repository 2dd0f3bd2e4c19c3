import { describe, expect, it } from "vitest";
import peerDelay, { peerDelay as delay } from "../../../src/faults/peer-delay.ts";
import type { Cluster } from "../../../src/model/cluster.ts";
import { cluster, context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane");
const params = peerDelay.params.parse(delay({ role: "all-control-planes" }).params);

interface Told {
  readonly perl?: string;
  readonly left?: string;
  readonly through?: number;
  readonly took?: readonly number[];
  /** With what the last one answers; 0 where it breaks the connection off. */
  readonly lastStatus?: number;
}

const told = ({ perl = "yes", left = "", through = 0, took = [0.011, 0.012], lastStatus = 200 }: Told) =>
  recordingRuntime({
    "%{time_starttransfer}": {
      stdout: [
        `through ${through}`,
        ...took.map((seconds, index) => {
          const status = index < took.length - 1 ? 200 : lastStatus;
          return `took ${seconds.toFixed(6)} ${String(status).padStart(3, "0")}`;
        }),
      ].join("\n"),
    },
    "pgrep -f": { stdout: left },
    "command -v perl": { stdout: perl },
  });

describe("peer-delay", () => {
  it("leads what the target connects to the other members through a relay, and no other connection", () => {
    const [late] = peerDelay.inject(at, params, {});
    const words = late?.do === "exec" ? late.argv : [];
    expect([words[4], ...words.slice(6)]).toEqual(["50", "172.30.0.3", "172.30.0.4"]);
    expect(words[2]).toContain("--dport 2380");
    const [undo] = peerDelay.undo(at, params, {});
    expect(undo?.do === "exec" ? undo.argv[2] : "").toMatch(/iptables[\s\S]*pkill -9 -f/);
  });

  it.each([19, 2_001, 50.5])("refuses %s ms", (delayMs) => {
    expect(peerDelay.params.safeParse({ delayMs }).success).toBe(false);
  });

  it("says what a kernel cannot do", () => {
    const unsupported = (features: Record<string, "yes" | "no" | "unknown">) => peerDelay.unsupported?.({ features });
    expect(unsupported({ xt_REDIRECT: "yes", xt_mark: "unknown" })).toBeUndefined();
    expect(unsupported({ xt_REDIRECT: "no", xt_mark: "no" })).toBe(
      "it needs xt_REDIRECT and xt_mark, which this kernel does not have",
    );
  });

  it("begins where all peers answer", async () => {
    expect(await peerDelay.capture(told({}), at, params)).toEqual({});
  });

  it.each([
    ["a relay is there already", { left: "4711\n" }, /a relay is before etcd's peers on kc-x-control-plane already/],
    ["a peer does not answer", { took: [0.011] }, /do not all answer kc-x-control-plane already/],
    ["a peer refuses", { took: [0.011, 0], lastStatus: 0 }, /do not all answer kc-x-control-plane already/],
    ["a peer breaks off", { lastStatus: 0 }, /do not all answer kc-x-control-plane already/],
    ["a peer is not well", { lastStatus: 503 }, /do not all answer kc-x-control-plane already/],
    ["there is no perl", { perl: "no" }, /has no perl/],
  ])("begins nothing where %s", async (_, world, words) => {
    await expect(peerDelay.capture(told(world), at, params)).rejects.toThrow(words);
  });

  it("begins nothing where members know each other by IPv6, or are alone", async () => {
    const nodes = cluster.nodes.map((node) => ({ ...node, address6: "fd00::3", onIpv6: ["2379"] }));
    const six: Cluster = { ...cluster, nodes };
    await expect(peerDelay.capture(told({}), { ...at, cluster: six }, params)).rejects.toThrow(/addresses of IPv4/);
    const alone: Cluster = { ...cluster, nodes: [at.node] };
    await expect(peerDelay.capture(told({}), { ...at, cluster: alone }, params)).rejects.toThrow(/has no peers/);
  });

  it.each([
    ["etcd goes through the relay, and all answers are late", { through: 4, took: [0.21, 0.1] }, true],
    ["an answer is as soon as before", { through: 4, took: [0.21, 0.011] }, false],
    ["an answer is missing", { through: 4, took: [0.21] }, false],
    ["fewer connections than peers go through it", { through: 1, took: [0.21, 0.21] }, false],
  ])("is active where %s", async (_, world, proven) => {
    expect((await peerDelay.active(told(world), at, params, {})).proven).toBe(proven);
  });

  it("says how late answers are", async () => {
    const { detail } = await peerDelay.active(told({ through: 4, took: [0.2104, 0.2] }), at, params, {});
    expect(detail).toBe("4 connections through the relay, 2 peers answer after 210, 200 ms");
  });

  it.each([
    ["all answers are as soon as before", {}, true],
    ["an answer is late", { took: [0.011, 0.21] }, false],
    ["an answer is missing", { took: [0.011] }, false],
    ["the relay is there still", { left: "rules in nat\n" }, false],
  ])("is healed where %s", async (_, world, proven) => {
    expect((await peerDelay.healed(told(world), at, params, {})).proven).toBe(proven);
  });
});
