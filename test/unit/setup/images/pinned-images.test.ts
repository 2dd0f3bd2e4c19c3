import { expect, it } from "vitest";
import type { KindConfig } from "../../../../src/model/topology.ts";
import { chooseFor, pinnedImages } from "../../../../src/setup/images/pinned-images.ts";
import { kindReleases } from "../../../../src/setup/versions/kind-releases.ts";
import { DEFAULT_KUBERNETES } from "../../../../src/setup/versions/kubernetes-versions.ts";

const config = (...nodes: KindConfig["nodes"]): KindConfig => ({
  kind: "Cluster",
  apiVersion: "kind.x-k8s.io/v1alpha4",
  nodes,
});
const plane = (image?: string) => ({ role: "control-plane", ...(image === undefined ? {} : { image }) }) as const;
const worker = (image: string) => ({ role: "worker", image }) as const;
const digest = `sha256:${"a".repeat(64)}`;

it.each([
  [`kindest/node:v1.36.4@${digest}`, "1.36.4"],
  ["registry:5000/team/node:1.35.8", "1.35.8"],
  ["kindest/node:v1.37.0-rc.1", "1.37.0-rc.1"],
  [`kindest/node@${kindReleases[0]?.nodes["1.36.4"]}`, "1.36.4"],
])("reads the version of Kubernetes from %s", (image, version) => {
  const chosen = chooseFor(config(plane(image), worker("x:v1.34.0")), { kind: "0.32" });
  expect(chosen).toEqual({ kubernetes: version, image, kind: "0.32.0" });
});

it.each(["kindest/node:latest", "registry:5000/node", `kindest/node@${digest}`])(
  "refuses %s, which does not say its version",
  (image) => {
    expect(() => chooseFor(config(plane(image)), {})).toThrow(/does not say a version of Kubernetes/);
  },
);

it("takes the asked or the default version where control planes pin none, and refuses two answers", () => {
  const versionOf = (file: KindConfig, kubernetes?: string) => chooseFor(file, { kubernetes }).kubernetes;
  expect(versionOf(config(plane()))).toBe(DEFAULT_KUBERNETES);
  expect(versionOf(config(plane()), "1.36")).toBe("1.36.4");
  expect(versionOf(config(plane(), worker("x:v1.36.4")))).toBe(DEFAULT_KUBERNETES);
  expect(() => versionOf(config(plane("x:v1.36.4")), "1.36.3")).toThrow(
    /--kubernetes 1.36.3: .* leave out one of the two/,
  );
  expect(() => chooseFor(config(plane("x:v1.36.4")), { image: "y:v1.36.4" })).toThrow(/--image y.* leave out one/);
  expect(() => versionOf(config(plane()), "banana")).toThrow(/banana/);
  expect(() => chooseFor(config(plane("x:v1.31.0")), {})).toThrow(/1.31.0 is older than 1.32/);
  expect(() => chooseFor(config(plane("x:v1.37.0")), { kind: "0.30" })).toThrow(
    /0.30.0 is too old for Kubernetes 1.37/,
  );
});

it("names each pinned image once, control planes' first", () => {
  expect(pinnedImages(config(worker("b:v1.1.1"), plane("a:v1.1.1"), worker("b:v1.1.1")))).toEqual([
    "a:v1.1.1",
    "b:v1.1.1",
  ]);
});
