import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestOf, ociImage } from "../../support/oci-image.ts";
import { type Behaviour, credentials, type OciRegistry, startOciRegistry } from "../../support/oci-registry.ts";

const image = ociImage(["one", "two"]);

describe("the registry that tests pull from", () => {
  let registry: OciRegistry;
  beforeAll(async () => {
    registry = await startOciRegistry({ "kindest/node": { v1: image } });
  });
  beforeEach(() => registry.behave("open"));
  afterAll(() => registry.close());

  const get = (path: string, authorization?: string) =>
    fetch(`http://${registry.address}${path}`, authorization === undefined ? {} : { headers: { authorization } });

  async function token(): Promise<string> {
    const refused = await get("/v2/kindest/node/manifests/v1");
    expect(refused.status).toBe(401);
    const challenge = refused.headers.get("www-authenticate") ?? "";
    expect(challenge).toContain('scope="repository:kindest/node:pull"');
    const answer = await fetch(/realm="([^"]+)"/.exec(challenge)?.[1] ?? "");
    return `Bearer ${((await answer.json()) as { token: string }).token}`;
  }

  test("gives a token to everybody, and with it an image whose every part has the digest that it is named by", async () => {
    const shown = await token();
    for (const reference of ["v1", image.digest]) {
      const index = await get(`/v2/kindest/node/manifests/${reference}`, shown);
      const bytes = Buffer.from(await index.arrayBuffer());
      expect(digestOf(bytes)).toBe(image.digest);
      expect(index.headers.get("docker-content-digest")).toBe(image.digest);
    }
    const parts = [
      ...image.manifests.map((one) => ["manifests", one] as const),
      ...image.blobs.map((one) => ["blobs", one] as const),
    ];
    expect(parts).toHaveLength(5);
    for (const [kind, { digest }] of parts) {
      const answer = await get(`/v2/kindest/node/${kind}/${digest}`, shown);
      expect(digestOf(Buffer.from(await answer.arrayBuffer()))).toBe(digest);
    }
  });

  test.each<[Behaviour, string, number]>([
    ["open", "/v2/kindest/node/manifests/v2", 404],
    ["open", "/v2/kindest/other/manifests/v1", 404],
    ["rate-limited", "/v2/kindest/node/manifests/v1", 429],
    ["broken", "/v2/", 503],
    ["login", "/v2/", 401],
  ])("%s: %s is answered with %i", async (behaviour, path, status) => {
    const shown = await token();
    registry.behave(behaviour);
    expect((await get(path, shown)).status).toBe(status);
  });

  test("lets in whoever logs in", async () => {
    registry.behave("login");
    const { user, password } = credentials;
    const basic = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
    expect((await get("/v2/kindest/node/manifests/v1", basic)).status).toBe(200);
  });

  test("ends a layer in the middle when it is told to", async () => {
    const shown = await token();
    registry.behave("cut");
    const layer = image.blobs.at(-1)?.digest;
    await expect(
      get(`/v2/kindest/node/blobs/${layer}`, shown).then((answer) => answer.arrayBuffer()),
    ).rejects.toThrow();
  });
});
