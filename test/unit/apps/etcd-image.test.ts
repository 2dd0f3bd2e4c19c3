import { expect, test } from "vitest";
import { etcdImage } from "../../../src/apps/etcd-image.ts";

const pod = (component: string, image?: string) => ({
  metadata: { labels: { component } },
  spec: { containers: image === undefined ? [] : [{ name: component, image }] },
});

test("the image of etcd is that of the cluster's own pod", async () => {
  const pods = async () => [pod("kube-scheduler", "scheduler:1"), pod("etcd", "etcd:1"), pod("etcd", "etcd:2")];
  expect(await etcdImage({ pods })).toBe("etcd:1");
});

test("an image that no pod tells is not made up", async () => {
  for (const pods of [[], [pod("kube-scheduler", "scheduler:1")], [pod("etcd")]])
    await expect(etcdImage({ pods: async () => pods })).rejects.toThrow("no etcd pod tells the image of etcd");
});
