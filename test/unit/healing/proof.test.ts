import { expect, it } from "vitest";
import { proveOnAll } from "../../../src/healing/proof.ts";
import { PlatformError } from "../../../src/model/errors.ts";
import type { Evidence } from "../../../src/model/fault.ts";
import { startedAnewCode } from "../../../src/node-tools/checked-runtime.ts";
import { inFakeTime } from "../../support/fake-time.ts";
import { context } from "../../support/recording-runtime.ts";

const hits = ["worker", "worker2"].map((short) => ({ context: context(short), captured: {} }));
const gone: Evidence = { proven: true, detail: "gone" };

/** What is proven within 60 s by a look, which is told the node and how many were taken at it before, and how long it took. */
function proven(look: (node: string, before: number) => Evidence) {
  const counts = new Map<string, number>();
  return inFakeTime(async () => {
    const begun = performance.now();
    const evidence = await proveOnAll("healed", 60_000, hits, async ({ context: { node } }) => {
      const before = counts.get(node.short) ?? 0;
      counts.set(node.short, before + 1);
      return look(node.short, before);
    });
    return { ...evidence, tookMs: performance.now() - begun };
  });
}

const anew = (): never => {
  throw new PlatformError(startedAnewCode, "started anew");
};

it("ends at once where nothing more can be seen, because containers were started anew", async () => {
  const { proven: isProven, detail, tookMs } = await proven((node) => (node === "worker" ? gone : anew()));
  expect({ isProven, detail }).toEqual({ isProven: false, detail: "worker: gone; worker2: started anew" });
  expect(tookMs).toBeLessThan(1_000);
});

it("goes on while another node may still show it", async () => {
  const slowly = (_: string, before: number) => (before < 50 ? { proven: false, detail: "there" } : gone);
  const { detail, tookMs } = await proven((node, before) => (node === "worker" ? slowly(node, before) : anew()));
  expect(detail).toBe("worker: gone; worker2: started anew");
  expect(tookMs).toBeGreaterThan(4_000);
});

it("goes on where a look failed otherwise, until the time is over", async () => {
  const { tookMs, detail } = await proven(() => {
    throw new PlatformError("look-failed", "no engine");
  });
  expect(detail).toBe("worker: no engine; worker2: no engine");
  expect(tookMs).toBeGreaterThanOrEqual(60_000);
  expect((await proven((_, before) => (before < 3 ? { proven: false, detail: "" } : gone))).proven).toBe(true);
});
