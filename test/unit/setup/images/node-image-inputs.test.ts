import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildableVersions, type Component, nodeImageInputs } from "../../../../src/setup/images/node-image-inputs.ts";

/** A part of a version's image, and what is in one of its files. */
function partOf(version: string, name: string): { component: Component; text: (file: string) => string } {
  const component = nodeImageInputs(version).components.find((each) => each.name === name);
  if (component === undefined) throw new Error(`no ${name}`);
  const paths = new Map([...component.sources].map(([path, file]) => [file, path]));
  return { component, text: (file) => readFileSync(paths.get(file) ?? "", "utf8") };
}

const tagsOf = ({ component }: { component: Component }): unknown =>
  JSON.parse(readFileSync(component.specFile, "utf8")).tags;

describe.each(buildableVersions())("the pod network of Kubernetes %s", (version) => {
  const [podnet, kubernetes] = [partOf(version, "podnet"), partOf(version, "kubernetes")];

  it("has the modules and the tags of Kubernetes: with others Go would compile the client library twice", () => {
    for (const file of ["go.mod", "go.sum"]) expect(podnet.text(file)).toBe(kubernetes.text(file));
    expect(tagsOf(podnet)).toBe(tagsOf(kubernetes));
  });

  it("is compiled from its own sources", () => {
    expect([...podnet.component.sources.values()].toSorted()).toEqual([
      "go.mod",
      "go.sum",
      "main.go",
      "masquerade.go",
      "routes.go",
    ]);
  });
});
