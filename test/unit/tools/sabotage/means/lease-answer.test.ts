import { expect, it } from "vitest";
import operation from "../../../../../src/probes/operations/etcd-lease.ts";
import { withoutLease } from "../../../../../tools/sabotage/means/lease-answer.ts";

const header = { member_id: "1" };

it.each([
  ["renewed", { result: { header, ID: "7", TTL: "10" } }, "7 renewed 10"],
  ["looked at", { header, ID: "7", TTL: "9", grantedTTL: "10" }, "7 left 9"],
])("a lease that is %s is gone in the answer of a member that has none", (_, told, before) => {
  const text = `${JSON.stringify(told)}\n`;
  expect(operation.read?.(text).detail).toBe(before);
  expect(operation.read?.(withoutLease(text)).detail).toBe("7 gone");
});
