import { expect, test } from "vitest";
import { embeddedEtcd, ownSnapshots, rancherDatastore } from "../../../src/audit/rancher.ts";
import { clusterOf, machine } from "../../support/audited-cluster.ts";

const annotation = "k3s.io/node-args";
const etcd = { "node-role.kubernetes.io/etcd": "true" };
const withArgs = (args: string | undefined, labels: Record<string, string> = etcd) =>
  clusterOf(
    "v1.33.5+k3s1",
    [machine("s-1", "v1.33.5+k3s1", { labels, ...(args !== undefined && { annotations: { [annotation]: args } }) })],
    [],
  );

test.each([
  [["server"], "on-the-nodes"],
  [["server", "--etcd-disable-snapshots"], "nowhere"],
  [["server", "--etcd-disable-snapshots", "true"], "nowhere"],
  [["server", "--etcd-disable-snapshots=true"], "nowhere"],
  [["server", "--etcd-disable-snapshots", "false"], "on-the-nodes"],
  [["server", "--etcd-s3", "true"], "elsewhere"],
  [["server", "--etcd-s3-config-secret", "s3"], "elsewhere"],
])("%j: snapshots %s", (args, kept) => {
  expect(ownSnapshots(withArgs(JSON.stringify(args)), annotation)).toBe(kept);
});

test("nobody can tell without the annotation, of one that is broken, and without etcd", () => {
  expect(
    [withArgs(undefined), withArgs("[not json"), withArgs('["server"]', {})].map((facts) =>
      ownSnapshots(facts, annotation),
    ),
  ).toEqual([undefined, undefined, undefined]);
});

test("state is in etcd where nodes are labelled with it, else elsewhere", () => {
  expect([embeddedEtcd(withArgs(undefined)), rancherDatastore(withArgs(undefined))]).toEqual([
    { kind: "embedded", places: ["s-1"] },
    "own-etcd",
  ]);
  expect([embeddedEtcd(withArgs(undefined, {})), rancherDatastore(withArgs(undefined, {}))]).toEqual([
    undefined,
    "elsewhere",
  ]);
});
