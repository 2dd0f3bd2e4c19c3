import { describe, expect, test } from "vitest";
import { parseImages, referenceOf, wantedNodeImage } from "../../../../src/setup/images/present-images.ts";
import { kindReleases } from "../../../../src/setup/versions/kind-releases.ts";

const digest = "sha256:aa";
const row = (Repository: string, Digest: string) => ({ Repository, Digest });

describe("a node image that the engine has", () => {
  test("is asked for by the digest that kind's release gives, else by kind's tag", () => {
    const published = kindReleases[0]?.nodes["1.37.0"];
    const plain = { image: undefined, kind: undefined };
    expect(wantedNodeImage({ ...plain, kubernetes: "1.37.0" })).toBe(`kindest/node:v1.37.0@${published}`);
    expect(wantedNodeImage({ ...plain, kubernetes: "1.37.2" })).toBe("kindest/node:v1.37.2");
    expect(wantedNodeImage({ ...plain, kubernetes: "1.37.2", image: "mine/node:v1.37.2" })).toBe("mine/node:v1.37.2");
  });

  test.each([
    ["its own repository", [row("other/node", digest), row("kindest/node", digest)], `kindest/node:v1@${digest}`],
    ["as another engine lists it", [row("docker.io/kindest/node", digest)], `docker.io/kindest/node:v1@${digest}`],
    ["a mirror's", [row("127.0.0.1:5000/kindest/node", digest)], `127.0.0.1:5000/kindest/node:v1@${digest}`],
    ["of another digest", [row("kindest/node", "sha256:bb")], undefined],
    ["nameless", [row("<none>", digest)], undefined],
    ["a local one, which has no digest", [row("kindest/node", "<none>")], undefined],
  ])("is found by its digest: %s", (_, images, found) => {
    expect(referenceOf(images, digest, "kindest/node", "v1")).toBe(found);
  });

  test("is read from what the engine prints, whatever else is in it", () => {
    const line = JSON.stringify({ Repository: "kindest/node", Tag: "<none>", Digest: digest, ID: "x" });
    expect(parseImages(`WARNING: x\n${line}\n\n{}\n`)).toEqual([row("kindest/node", digest)]);
  });
});
