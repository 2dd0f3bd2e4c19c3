import { describe, expect, test } from "vitest";
import { type ImageFacts, type StoredImage, unusedImages } from "../../../../src/setup/prune/unused-images.ts";

const built = { "org.kind-chaos.built": "local" };
const image = (id: string, references: string[], labels: Record<string, string> = {}): StoredImage => ({
  id,
  references,
  bytes: 1_000,
  labels,
});

const images = [
  image("current", ["kind-chaos/node:v1-new"], built),
  image("old", ["kind-chaos/node:v1-old"], built),
  image("running", ["kind-chaos/node:v1-older"], built),
  image("root", ["kind-chaos/node-root:old"]),
  image("balancer", ["envoyproxy/envoy:v1"], built),
  image("derived", ["mine/app:1"], built),
  image("published", ["kindest/node@sha256:now"]),
  image("fallen", ["kindest/node@sha256:then"]),
  image("theirs", ["kindest/node@sha256:theirs", "kindest/node:v1"]),
  image("replaced", ["mirror:5000/kindest/node@sha256:now"]),
  image("stranger", ["kind-chaos/something:1"]),
  image("nameless", [], built),
];
const facts: ImageFacts = {
  images,
  inContainers: new Set(["running"]),
  pulled: [
    { engine: "e", reference: "kindest/node:v1@sha256:now", id: "published" },
    { engine: "e", reference: "docker.io/kindest/node@sha256:then", id: "fallen" },
    { engine: "e", reference: "mirror:5000/kindest/node:v1@sha256:now", id: "another" },
  ],
  names: new Set(["envoyproxy/envoy:v1", "kind-chaos/node-root"]),
  current: new Set(["kind-chaos/node:v1-new", "kindest/node@sha256:now", "envoyproxy/envoy:v1"]),
};
const names = (all: boolean) => unusedImages(facts, all).map(({ name }) => name);

describe("images that may go", () => {
  test("are those of other versions of the project, which no container is made from", () => {
    expect(names(false)).toEqual(["kind-chaos/node:v1-old", "kind-chaos/node-root:old", "kindest/node@sha256:then"]);
  });

  test("are with --all everything that was built or pulled and has no container", () => {
    expect(names(true)).toEqual([
      "kind-chaos/node:v1-new",
      "kind-chaos/node:v1-old",
      "kind-chaos/node-root:old",
      "envoyproxy/envoy:v1",
      "kindest/node@sha256:now",
      "kindest/node@sha256:then",
    ]);
  });

  test.each(["running", "derived", "theirs", "replaced", "stranger", "nameless"])("never are %s", (id) => {
    const its = images.find((one) => one.id === id)?.references ?? [];
    expect(names(true).filter((name) => its.includes(name))).toEqual([]);
  });

  test("say what they are and why they are not used", () => {
    expect(unusedImages(facts, true)[0]).toEqual({
      what: "image",
      name: "kind-chaos/node:v1-new",
      bytes: 1_000,
      reason: "built here, and no container is made from it",
    });
  });

  test("are none where the record of what was pulled is another engine's", () => {
    expect(unusedImages({ ...facts, pulled: [] }, true).filter(({ name }) => name.includes("@"))).toEqual([]);
  });
});
