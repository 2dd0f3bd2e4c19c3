import { describe, expect, it } from "vitest";
import { planGate } from "../../../src/gate/gate-plan.ts";
import type { GateWishes } from "../../../src/gate/wishes.ts";

/** What is wished of a topology with nodes of these roles. */
function wishes(from: string, to: string, ...roles: readonly string[]) {
  const nodes = roles.map((role, index) => ({ role, short: `${role}${index}` }));
  const side = (kubernetes: string) => ({ chosen: { kubernetes }, scenarios: [], options: {} });
  return { from: side(from), to: side(to), rest: { topology: { name: "own", nodes } } } as unknown as GateWishes;
}

describe("the ways back are refused where there is none to try", () => {
  const terms = { tryRollback: true, repeat: 1, seed: 1, asked: [] };

  it.each([
    ["no node is upgraded here", wishes("1.37.0", "1.37.0", "control-plane")],
    ["own has one control plane and an etcd beside it", wishes("1.36.4", "1.37.0", "control-plane", "etcd", "worker")],
  ])("%s", async (why, wished) => {
    await expect(planGate(wished, terms)).rejects.toThrow(`--try-rollback: ${why}`);
  });
});
