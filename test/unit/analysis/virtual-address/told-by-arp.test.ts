import { expect, test } from "vitest";
import { describeArp } from "../../../../src/analysis/virtual-address/told-by-arp.ts";

const look = (answered: readonly string[], control = true) => ({
  type: "arp-answers" as const,
  at: 1,
  node: "balancer2",
  lost: "balancer",
  control,
  answered: [...answered],
});

test("a frozen one that answers is told by name, and why", () => {
  expect(describeArp([look([]), look(["balancer"])])).toBe(
    "; split brain: balancer answered ARP for it, too, in 1 of 2 looks: its kernel goes on while it is frozen, which VRRP cannot prevent",
  );
  expect(describeArp([look(["02:42:ac:1e:00:99"])])).toBe(
    "; split brain: 02:42:ac:1e:00:99 answered ARP for it, too, in 1 of 1 look",
  );
});

test("silence counts only where an answer would have been heard", () => {
  expect(describeArp([])).toBe("");
  expect(describeArp([look([]), look([], false)])).toBe("; nobody else answered ARP for it in 1 look");
  expect(describeArp([look([], false)])).toBe("; who else answers ARP for it could not be asked");
});
