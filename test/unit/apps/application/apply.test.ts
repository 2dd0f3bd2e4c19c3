import { describe, expect, it } from "vitest";
import { applyManifests, withLoadedImages } from "../../../../src/apps/application/apply.ts";
import { parseManifests } from "../../../../src/apps/application/read-manifests.ts";

const kinds = [
  { name: "services", kind: "Service", namespaced: true },
  { name: "services/status", kind: "Service", namespaced: true },
  { name: "serviceaccounts", kind: "ServiceAccount", namespaced: true },
  { name: "deployments", kind: "Deployment", namespaced: true },
  { name: "rolebindings", kind: "RoleBinding", namespaced: true },
  { name: "things", kind: "Thing", namespaced: false },
];

/** What is created, in its order, of a text of manifests; `refuse` is what the API says of everything. */
async function applied(text: string, { images = [], refuse }: { images?: string[]; refuse?: string } = {}) {
  const created: { path: string; object: object }[] = [];
  const kube = {
    get: async () => ({ resources: kinds }),
    create: async (path: string, object: object) => {
      if (refuse !== undefined) throw new Error(refuse);
      created.push({ path, object });
    },
  };
  await applyManifests(kube, parseManifests(text, "app.yaml"), { namespace: "run-1", images });
  return created;
}

const service = "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\n";
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: web, image: "shop:latest", imagePullPolicy: Always }] } } }
`;

describe("applyManifests", () => {
  it("puts everything into one namespace, what others need first, and leaves loaded images unpulled", async () => {
    const created = await applied(`${deployment}---\n${service}`, { images: ["shop:latest"] });
    expect(created.map(({ path }) => path)).toEqual([
      "/api/v1/namespaces/run-1/services",
      "/apis/apps/v1/namespaces/run-1/deployments",
    ]);
    expect(created[0]?.object).toMatchObject({ metadata: { namespace: "run-1" } });
    expect(JSON.stringify(created[1])).toContain('"imagePullPolicy":"IfNotPresent"');
  });

  it("binds roles to the accounts that are applied, too, where these are now", async () => {
    const account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web, namespace: shop }\n";
    const subject = (name: string) => `{ kind: ServiceAccount, name: ${name}, namespace: shop }`;
    const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web }
subjects: [${subject("web")}, ${subject("other")}]
`;
    const [, bound] = await applied(`${binding}---\n${account}`);
    expect(bound?.object).toMatchObject({
      subjects: [
        { name: "web", namespace: "run-1" },
        { name: "other", namespace: "shop" },
      ],
    });
  });

  it("refuses kinds that the cluster does not have, or that are of no namespace", async () => {
    const text = (kind: string) => `apiVersion: x/v1\nkind: ${kind}\nmetadata: { name: a }`;
    await expect(applied(text("Other"))).rejects.toThrow("app.yaml:1: the cluster has no kind Other in x/v1");
    await expect(applied(text("Thing"))).rejects.toThrow("is of no namespace");
  });

  it("says which object the cluster did not take, and where it stands", async () => {
    await expect(applied(`${service}---\n${deployment}`, { refuse: "409 there" })).rejects.toThrow(
      "app.yaml:1: the cluster does not take Service web: 409 there",
    );
  });
});

describe("withLoadedImages", () => {
  const container = (image: string) => ({ containers: [{ name: "web", image, imagePullPolicy: "Always" }] });

  it("knows an image by all names that it has", () => {
    for (const [written, loaded] of [
      ["shop", "shop:latest"],
      ["docker.io/library/shop:1", "shop:1"],
      ["me/shop:1", "docker.io/me/shop:1"],
      ["localhost:5000/shop:1", "localhost:5000/shop:1"],
    ] as const)
      expect(withLoadedImages(container(written), [loaded])).toMatchObject({
        containers: [{ image: written, imagePullPolicy: "IfNotPresent" }],
      });
  });

  it("leaves containers of other images as they are", () => {
    for (const other of ["other:1", "shop:2", "example.com/shop:1"])
      expect(withLoadedImages(container(other), ["shop:1"])).toEqual(container(other));
  });
});
