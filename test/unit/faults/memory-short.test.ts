import { describe, expect, it } from "vitest";
import memoryShort, { memoryShort as shorten } from "../../../src/faults/memory-short.ts";
import { describeAction } from "../../../src/model/action.ts";
import type { ContainerState } from "../../../src/model/node-runtime.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("worker");
const node = at.node.name;
const params = memoryShort.params.parse(shorten({ role: "worker", index: 1 }).params);
const captured = { held: "100000000", since: "90.500", kills: "2", logged: "70" };
/** 24,415 pages, 64 MiB and one byte. */
const own = { memoryLimit: 167_112_705 };
const another = { memoryLimit: 1_073_741_824 };

interface Told {
  readonly state?: Partial<ContainerState>;
  readonly times?: number;
  /** What the node says that was killed; undefined where it cannot be asked. */
  readonly kills?: string | undefined;
  readonly ballast?: string;
  readonly heldBytes?: number;
  /** What fills the memory; undefined where the node cannot be asked. */
  readonly filled?: string | undefined;
}

const told = ({
  state = {},
  times = 0,
  kills = "kills 2\nkilled 70 kubelet\n",
  ballast = "",
  heldBytes = 1e8,
  filled = `bytes ${76 * 2 ** 20}\n`,
}: Told) =>
  recordingRuntime(
    {
      "stat -c": filled === "unknown" ? { exitCode: 137 } : { stdout: filled },
      "pgrep -f": { stdout: ballast },
      "oom-kill": kills === "unknown" ? { exitCode: 137 } : { stdout: kills },
    },
    state,
    undefined,
    {
      memory: { usedBytes: heldBytes + 5e7, reclaimableBytes: 5e7 },
      outOfMemory: { at: "90.500", times },
    },
  );

describe("memory-short", () => {
  it("limits the node to a little more than it holds, and fills that and more", () => {
    const [limit, fill] = memoryShort.inject(at, params, captured);
    expect(limit).toEqual({ do: "limit-memory", node, bytes: own.memoryLimit });
    expect(fill?.do === "exec" ? fill.argv[4] : "").toBe("76");
    expect(limit && describeAction(limit)).toBe(`docker update --memory ${own.memoryLimit} --memory-swap -1 ${node}`);
  });

  it("gives all memory back before anything has to run in the node", () => {
    const [unlimit, empty] = memoryShort.undo(at, params, captured);
    expect(unlimit).toEqual({ do: "unlimit-memory", node, beyondPages: 1 });
    expect(empty?.do === "exec" ? empty.argv[2] : "").toContain("umount");
    expect(unlimit && describeAction(unlimit)).toBe(
      `docker update --memory 9223372036854771712 --memory-swap -1 ${node} (where its limit is 1 more than whole pages)`,
    );
  });

  it("says what a kernel cannot do", () => {
    const unsupported = (features: Record<string, "yes" | "no" | "unknown">) => memoryShort.unsupported?.({ features });
    expect(unsupported({ memcg: "yes", "no swap": "unknown" })).toBeUndefined();
    expect(unsupported({ memcg: "yes", "no swap": "no" })).toMatch(/^there is swap here: /);
    expect(unsupported({ memcg: "no", "no swap": "yes" })).toBe("it needs memcg, which this kernel does not have");
  });

  it("remembers what the node holds and cannot give back, and what was killed before", async () => {
    expect(await memoryShort.capture(told({}), at, params)).toEqual(captured);
  });

  it.each([
    ["is short already", { state: own }, /is short of memory already/],
    ["is filled already", { ballast: "4711\n" }, /is short of memory already/],
    ["has a limit of its own", { state: another }, /a limit of memory of its own/],
    ["holds next to nothing", { heldBytes: 5e7 }, /holds 48 MiB: with 12 MiB less too little/],
    ["is paused", { state: { paused: true } }, /is paused already/],
    ["is down", { state: { running: false } }, /does not run already/],
  ])("begins nothing where the node %s", async (_, world, words) => {
    await expect(memoryShort.capture(told(world), at, params)).rejects.toThrow(words);
  });

  it.each([
    ["has the limit, and the engine was told of want", { state: own, times: 1 }, true],
    ["has the limit, and the kernel counts a kill", { state: own, kills: "kills 2\nkills 1\n" }, true],
    ["has the limit, and the kernel's log names a kill", { state: own, kills: "logged\nkilled 71 b\n" }, true],
    ["has the limit and cannot be asked, and the engine was told", { state: own, times: 1, kills: "unknown" }, true],
    ["has the limit and cannot be asked", { state: own, kills: "unknown" }, false],
    ["has the limit, and nothing was killed since", { state: own }, false],
    [
      "has the limit, and only who filled it was killed",
      { state: own, times: 1, kills: "logged\nkilled 70 a\nkilled 71 dd\n" },
      false,
    ],
    [
      "has the limit, and what was killed had one of its own by the kernel's log",
      { state: own, times: 1, kills: "kills 9\nlogged\nkilled 70 a\n" },
      false,
    ],
    ["has the limit, and its log tells of no kill", { state: own, kills: "kills 3\n" }, true],
    ["has the limit, and is being filled", { state: own, times: 1, filled: "filling\nbytes 4\n" }, true],
    ["has the limit, and cannot say how full it is", { state: own, times: 1, filled: "unknown" }, true],
    ["has the limit, and is not as full as it was", { state: own, times: 1, filled: "bytes 79691775\n" }, false],
    ["has the limit, and what filled it is gone", { state: own, times: 1, filled: "" }, false],
    ["has no limit, whatever was killed", { times: 3 }, false],
    ["has another limit", { state: another, times: 3 }, false],
  ])("is active where the node %s", async (_, world, proven) => {
    expect((await memoryShort.active(told(world), at, params, captured)).proven).toBe(proven);
  });

  it("says what the node may have, and what was killed", async () => {
    const kills = "kills 5\nlogged\nkilled 70 kubelet\nkilled 71 coredns\nkilled 72 coredns\nkilled 73 sh\n";
    const runtime = told({ state: own, times: 2, kills });
    expect((await memoryShort.active(runtime, at, params, captured)).detail).toBe(
      "it may have 159 MiB, and had none left 2 times since: 3 processes killed for it (2 × coredns, sh)",
    );
    expect(runtime.asked).toContain(`${node}: out of memory since 90.500`);
  });

  it.each([
    ["has no limit", {}, true],
    ["has another's limit", { state: another }, true],
    ["is limited still", { state: own }, false],
    ["is filled still", { ballast: "/run/kind-chaos-ballast\n" }, false],
    ["is down", { state: { running: false } }, false],
  ])("is healed where the node %s", async (_, world, proven) => {
    expect((await memoryShort.healed(told(world), at, params, captured)).proven).toBe(proven);
  });

  it("finds its own limit without a log, and no other", () => {
    const [look] = memoryShort.leftovers(at);
    const isLeft = (state: object) => look !== undefined && !("argv" in look) && look.isLeft(state as ContainerState);
    expect([isLeft(own), isLeft(another), isLeft({})]).toEqual([true, false, false]);
  });
});
