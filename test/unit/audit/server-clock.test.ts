import { describe, expect, it } from "vitest";
import certificates from "../../../src/audit/checks/certificates.ts";
import snapshots from "../../../src/audit/checks/snapshots.ts";
import { clockNotes, serverTime } from "../../../src/audit/server-clock.ts";
import { goodCluster } from "../../support/good-cluster.ts";

const hourMs = 3_600_000;
const right = goodCluster().now;

/** A server whose clock is right, asked by a machine whose clock is so far off; its answer takes 80 ms. */
const asked = (offMs: number, date: string | undefined = new Date(right).toUTCString()) => {
  let here = right + offMs;
  return serverTime(
    {
      call: async () => {
        here += 80;
        return { status: 200, body: {}, date };
      },
    },
    () => here,
  );
};

describe("what an audit says of times", () => {
  it.each([0, -400 * 24 * hourMs, 5 * hourMs, 400 * 24 * hourMs])(
    "is by the cluster's clock, whatever this machine's says: %i ms off",
    async (offMs) => {
      const time = await asked(offMs);
      expect(Math.abs(time.now - right)).toBeLessThanOrEqual(1_100);
      const facts = { ...goodCluster(), ...time };
      expect([...certificates.find(facts), ...snapshots.find(facts)]).toEqual([]);
    },
  );

  it("names a clock that is not this one's, and none that may be", async () => {
    expect(clockNotes(await asked(900))).toEqual([]);
    expect(clockNotes(await asked(-5 * hourMs))).toEqual([
      "the server's clock is 18000.5 s ahead, give or take 0.6 s, of this machine's: ends and ages are by the server's",
    ]);
  });

  it("says that they are by this machine's clock where the server tells none", async () => {
    const time = await asked(5 * hourMs, "");
    expect(time).toEqual({ now: right + 5 * hourMs + 80, clockAhead: undefined });
    expect(clockNotes(time)).toEqual([expect.stringMatching(/does not say what time it is there/)]);
  });
});
