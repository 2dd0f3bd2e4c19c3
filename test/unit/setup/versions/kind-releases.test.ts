import { describe, expect, test } from "vitest";
import { kindReleases, kubernetesOfDigest, publishedNode } from "../../../../src/setup/versions/kind-releases.ts";
import { newestFirst } from "../../../../src/setup/versions/version-numbers.ts";

describe("the table of what kind's releases publish", () => {
  const nodes = kindReleases.flatMap(({ kind, nodes: all }) => Object.entries(all).map((entry) => [kind, ...entry]));

  test.each(nodes)("kind %s: Kubernetes %s has a digest of its own", (kind, kubernetes, digest) => {
    expect(kubernetes).toMatch(/^1\.\d+\.\d+$/);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(publishedNode(kubernetes as string)).toEqual({ kind, digest });
    expect(kubernetesOfDigest(digest as string)).toBe(kubernetes);
  });

  test("is sorted, releases and versions alike, the newest first", () => {
    const kinds = kindReleases.map(({ kind }) => kind);
    expect(kinds).toEqual(newestFirst(kinds));
    for (const { nodes: all } of kindReleases) expect(Object.keys(all)).toEqual(newestFirst(Object.keys(all)));
  });

  test("knows no image of what no release publishes", () => {
    expect(publishedNode("1.37.2")).toBeUndefined();
    expect(kubernetesOfDigest(`sha256:${"0".repeat(64)}`)).toBeUndefined();
  });

  test("names load balancers by a whole name with a tag", () => {
    for (const { loadBalancer } of kindReleases)
      expect(loadBalancer).toMatch(/^docker\.io\/\w+\/(?:envoy|haproxy):v[\w.-]+$/);
  });
});
