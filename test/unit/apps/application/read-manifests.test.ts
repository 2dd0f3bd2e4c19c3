import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parseManifests, readManifests } from "../../../../src/apps/application/read-manifests.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});

const service = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: 8080 }]
`;

/** A folder with files of these names and texts. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe("parseManifests", () => {
  it("reads every document and every item of a List, with its line", () => {
    const text = `${service}---\n# nothing\n---\nkind: List\nitems:\n  - { apiVersion: v1, kind: Secret, metadata: { name: s } }\n`;
    const found = parseManifests(text, "app.yaml").map(({ where, object }) => [where, object.kind]);
    expect(found).toEqual([
      ["app.yaml:1", "Service"],
      ["app.yaml:10", "Secret"],
    ]);
  });

  it("reads numbers and merged maps as Kubernetes does", () => {
    const text =
      "apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nmode: 0644\nzero: 0\nbase: &base { a: 1 }\nother: { <<: *base, b: 2 }\n";
    expect(parseManifests(text, "app.yaml")[0]?.object).toMatchObject({
      mode: 0o644,
      zero: 0,
      other: { a: 1, b: 2 },
    });
  });

  it("leaves everything in an object as it is", () => {
    const object = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "s", annotations: { odd: true }, finalizers: ["a"] },
      data: { a: "b" },
    };
    expect(parseManifests(JSON.stringify(object), "app.json")[0]?.object).toEqual(object);
  });

  it.each([
    ["a: [1\nb: 2", /^app\.yaml:\d+: is no YAML: /],
    ["just words", /^app\.yaml:1: is no object of Kubernetes: apiVersion, kind and metadata\.name are expected/],
    ["apiVersion: v1\nkind: Pod\nmetadata: { generateName: a- }", /generateName gives none/],
    ["apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]", /kubectl kustomize/],
    ["# nothing\n", /^app\.yaml: holds no object of Kubernetes$/],
  ])("says in one line what is wrong with %j", (text, words) => {
    expect(() => parseManifests(text, "app.yaml")).toThrow(words);
  });
});

describe("readManifests", () => {
  it("reads files and folders, and says which file is not there", async () => {
    const folder = folderOf({ "a.yaml": service, "notes.txt": "not read" });
    expect(await readManifests([folder], "ns")).toHaveLength(1);
    await expect(readManifests([join(folder, "none.yaml")], "ns")).rejects.toThrow("there is no such file");
    await expect(readManifests([folderOf({})], "ns")).rejects.toThrow("the folder has no manifests");
  });

  it("says that a chart needs helm, where there is none", async () => {
    const folder = folderOf({ "shop.tgz": "" });
    process.env.PATH = folder;
    await expect(readManifests([join(folder, "shop.tgz")], "ns")).rejects.toThrow("there is no helm on this machine");
  });

  it("takes of a chart what an installation leaves there, and no hook of upgrades or deletion", async () => {
    const hooked = (name: string, hook: string) =>
      `---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: ${name}, annotations: { helm.sh/hook: "${hook}" } }\n`;
    const rendered = [service, hooked("init", "pre-install,pre-upgrade"), hooked("wipe", "pre-delete")].join("");
    const tools = folderOf({ helm: `#!/bin/sh\ncat <<'EOF'\n${rendered}EOF\n` });
    chmodSync(join(tools, "helm"), 0o755);
    process.env.PATH = `${tools}:${path}`;
    const chart = join(folderOf({}), "chart");
    mkdirSync(chart);
    writeFileSync(join(chart, "Chart.yaml"), "name: shop\n");
    const found = await readManifests([chart], "ns");
    expect(found.map(({ object }) => object.metadata.name)).toEqual(["web", "init"]);
  });
});
