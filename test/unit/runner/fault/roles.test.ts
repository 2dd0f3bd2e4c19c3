import { expect, test } from "vitest";
import type { RunContext } from "../../../../src/runner/context.ts";
import { currentRoles } from "../../../../src/runner/fault/roles.ts";
import { shown, withPair } from "../../../support/balancer-pair.ts";
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

const holders = (told: Readonly<Record<string, string>>) => {
  const exec = async (node: string) => {
    const stdout = told[node];
    if (stdout === undefined) throw new Error("is paused");
    return { exitCode: 0, stdout, stderr: "" };
  };
  return currentRoles({ engine: { exec }, cluster: withPair } as unknown as RunContext).addressHolders();
};

test("who has the virtual address is known where both load balancers tell", async () => {
  const both = {
    "kc-x-balancer": shown({ priority: 101, addresses: ["172.30.0.211"] }),
    "kc-x-balancer2": shown({ priority: 100, addresses: ["172.30.0.212", "172.30.0.200"] }),
  };
  expect(await holders(both)).toEqual(["kc-x-balancer2"]);
});

test("one that cannot be asked may have it: then nobody is taken for its holder", async () => {
  await expect(
    holders({ "kc-x-balancer2": shown({ priority: 100, addresses: ["172.30.0.212", "172.30.0.200"] }) }),
  ).rejects.toThrow(/who has the virtual address is not known: balancer: is paused/);
});
