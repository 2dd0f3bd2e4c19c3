import { expect, test } from "vitest";
import type { RunContext } from "../../../../src/runner/context.ts";
import { currentRoles } from "../../../../src/runner/fault/roles.ts";
import { inFakeTime } from "../../../support/fake-time.ts";
import { cluster } from "../../../support/recording-runtime.ts";
import { type StoreGroup, storeGroup } from "../../../support/store-group.ts";

const leadStore = async ({ kube }: StoreGroup) => {
  const events: object[] = [];
  const run = {
    kube,
    cluster,
    namespace: "kind-chaos-run",
    store: { members: 3 },
    signal: new AbortController().signal,
    emit: (event: object) => events.push(event),
  };
  const node = await inFakeTime(() => currentRoles(run as unknown as RunContext).leadStore());
  return { node, events };
};

const told = [{ type: "note", text: "store-0 on worker leads the store before the fault" }];

test("the lead that an election took from the store's first member is handed back before a fault, and told", async () => {
  const group = storeGroup(1);
  expect(await leadStore(group)).toEqual({ node: "kc-x-worker", events: told });
  expect(group.handed).toHaveLength(1);
});

test("a store whose first member still leads is left alone", async () => {
  const group = storeGroup(0);
  expect(await leadStore(group)).toEqual({ node: "kc-x-worker", events: told });
  expect(group.handed).toEqual([]);
});

test("nobody has the role where the first member does not get the lead", async () => {
  await expect(leadStore(storeGroup(1, { isDeaf: true }))).rejects.toMatchObject({ code: "timeout" });
});
