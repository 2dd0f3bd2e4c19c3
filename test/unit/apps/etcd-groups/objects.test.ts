import { expect, test } from "vitest";
import { quorumObjects } from "../../../../src/apps/etcd-groups/objects.ts";

test("every member of a group knows all members by names that stay", () => {
  const objects = quorumObjects("ns", "etcd:1", 3);
  expect(objects.map(({ path }) => path.split("/").at(-1))).toEqual(["services", "services", "statefulsets"]);
  const text = JSON.stringify(objects);
  const members = [0, 1, 2].map((n) => `members-3-${n}=http://members-3-${n}.members-3.ns.svc.cluster.local:2380`);
  expect(text).toContain(`--initial-cluster=${members.join(",")}"`);
  expect(text).toContain("--initial-advertise-peer-urls=http://$(POD_NAME).members-3.ns.svc.cluster.local:2380");
});
