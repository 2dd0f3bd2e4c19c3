import { expect, test } from "vitest";
import { leadByFirst } from "../../../../src/apps/store/lead.ts";
import { inFakeTime } from "../../../support/fake-time.ts";
import { type StoreGroup, storeGroup } from "../../../support/store-group.ts";

const pods = ["store-0", "store-1", "store-2"];
const led = ({ kube }: StoreGroup) =>
  inFakeTime(() => leadByFirst({ kube, namespace: "kind-chaos-run" }, pods, new AbortController().signal));

test("a first member that leads is only asked", async () => {
  const group = storeGroup(0);
  await led(group);
  expect(group.handed).toEqual([]);
});

test("whoever leads hands the lead to the first member, once", async () => {
  const group = storeGroup(2);
  await led(group);
  expect(group.handed).toEqual([
    [
      "/api/v1/namespaces/kind-chaos-run/pods/store-2:2379/proxy/v3/maintenance/transfer-leadership",
      { targetID: "100" },
    ],
  ]);
});

test("members that are starting are asked again", async () => {
  const group = storeGroup(1, { starting: 7 });
  await led(group);
  expect(group.handed).toHaveLength(1);
});

test.each([
  ["the leader does not hand it over", storeGroup(1, { isDeaf: true }), "store-1 leads"],
  ["nobody leads", storeGroup(undefined), "no member leads"],
  ["nobody answers", storeGroup(0, { starting: 1_000 }), "the pod is starting"],
])("it is told why the first member does not lead: %s", async (_, group, why) => {
  await expect(led(group)).rejects.toThrow(`the lead of store-0 of the store's members (${why}): not within 30 s`);
});
