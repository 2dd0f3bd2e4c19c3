import { describe, expect, it } from "vitest";
import nodePartition, { nodePartition as partition } from "../../../src/faults/node-partition.ts";
import type { Action } from "../../../src/model/action.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const target = { role: "etcd-leader" } as const;
const captured = { from: "kc-x-control-plane" };
const silent = { exitCode: 124 };
const refused = { exitCode: 1, stderr: "bash: connect: Connection refused" };
const none = { "*KIND-CHAOS*": { stdout: "none\n" } };

function script([action]: readonly Action[]): string {
  return action?.do === "exec" ? (action.argv[2] ?? "") : "";
}

/** The rules that a partition adds, without the words that all of them have. */
function rules(where: typeof at, options: Parameters<typeof partition>[1]): string[] {
  const params = nodePartition.params.parse(partition(target, options).params);
  const added = script(nodePartition.inject(where, params, captured)).split(" && ");
  return added.filter((line) => line.includes(" -A ")).map((line) => line.replace(/^.* -A KIND-CHAOS-/, ""));
}

describe("node-partition", () => {
  it("drops everything on the network card where nothing is said", () => {
    expect(rules(at, {})).toEqual(["IN -i eth0 -j DROP", "OUT -o eth0 -j DROP"]);
  });
  it("drops one way only", () => {
    expect(rules(at, { direction: "in", peers: "load-balancer" })).toEqual(["IN -i eth0 -s 172.30.0.8 -j DROP"]);
  });
  it("drops what comes from and goes to the peers of a role, not the node itself", () => {
    expect(rules(at, { peers: "control-planes", direction: "out" })).toEqual([
      "OUT -o eth0 -d 172.30.0.2 -j DROP",
      "OUT -o eth0 -d 172.30.0.4 -j DROP",
    ]);
    expect(rules(at, { peers: "etcd-members", direction: "out" })).toHaveLength(2);
  });
  it("spares nodes that are hit together", () => {
    const zone = context("control-plane2", ["worker2"]);
    expect(rules(zone, { together: true, direction: "in" })).toEqual([
      "IN -i eth0 -s 172.30.0.6 -j RETURN",
      "IN -i eth0 -j DROP",
    ]);
  });
  it("completes its chains before packets meet them, and takes both away whatever is there", () => {
    const params = nodePartition.params.parse(partition(target).params);
    const inject = script(nodePartition.inject(at, params, captured));
    expect(inject).toMatch(/-N KIND-CHAOS-IN && .*-A KIND-CHAOS-IN .* && .*-I PREROUTING 1 -j KIND-CHAOS-IN && /);
    const undo = script(nodePartition.undo(at, params, captured));
    for (const chain of ["IN", "OUT"]) expect(undo).toContain(`-X KIND-CHAOS-${chain} 2>/dev/null`);
    expect(undo).toMatch(/rules=\$\(iptables .* -S\) && case "\$rules" in \*KIND-CHAOS\*\) false;; esac$/);
  });

  const params = nodePartition.params.parse(partition(target).params);
  const counted = { "-nvxL": { stdout: "      7      420 DROP  0 -- eth0 * 0.0.0.0/0 0.0.0.0/0\n" } };
  it.each([
    ["dropped packets and cut the way", { ...counted, "/dev/tcp": silent }, false, true],
    ["dropped nothing", { "-nvxL": { stdout: " 0 0 DROP\n" }, "/dev/tcp": silent }, false, false],
    ["left the way open", { ...counted, "/dev/tcp": {} }, false, false],
    ["let a refusal through", { ...counted, "/dev/tcp": refused }, false, false],
    ["left the published port open", { ...counted, "/dev/tcp": silent }, true, false],
  ])("is active only when its rules have %s", async (_, answers, tls, proven) => {
    const evidence = await nodePartition.active(recordingRuntime(answers, {}, tls), at, params, captured);
    expect(evidence.proven).toBe(proven);
  });
  it("is healed when no rule is left and the way is open", async () => {
    const healed = async (answers: Parameters<typeof recordingRuntime>[0]) =>
      (await nodePartition.healed(recordingRuntime(answers), at, params, captured)).proven;
    expect(await healed({ ...none, "/dev/tcp": {} })).toBe(true);
    expect(await healed({ "*KIND-CHAOS*": { stdout: "left" } })).toBe(false);
    expect(await healed({ ...none, "/dev/tcp": silent })).toBe(false);
    expect(await healed({ ...none, "/dev/tcp": refused })).toBe(false);
  });
  it("tries from a node that is not cut off itself, and refuses where the way is closed before", async () => {
    const two = context("control-plane", ["control-plane2"]);
    const open = recordingRuntime({ "/dev/tcp": {} });
    expect(await nodePartition.capture(open, two, params)).toEqual({ from: "kc-x-control-plane3" });
    expect(open.asked).toEqual(["kc-x-control-plane3: timeout 1 bash -c exec 3<>/dev/tcp/172.30.0.2/10250"]);
    const closed = recordingRuntime({ "/dev/tcp": refused });
    await expect(nodePartition.capture(closed, two, params)).rejects.toThrow(/does not reach .* nothing to cut/);
  });
});
