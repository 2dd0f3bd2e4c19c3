import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { runLine, runParts } from "../../tools/image/run-line.ts";
import { codeIn, readDocument } from "../support/documents.ts";

const read = (file: string) => readFileSync(join(projectFolder, file), "utf8");
const dockerfile = read("Dockerfile");
const manifest: { license: string; description: string; devDependencies: Record<string, string> } = JSON.parse(
  read("package.json"),
);
const guide = read("docs/guides/image.md");
const home = "$HOME/.cache/kind-chaos";

/** A build argument, as a Dockerfile has it where its value is to stand. */
const argument = (name: string) => `\${${name}}`;

/** The labels of the Dockerfile; a build argument stands for itself. */
const labels = new Map(
  [...dockerfile.matchAll(/^(?:LABEL| {6})\s*(org\.\S+?)="(.*)"(?: \\)?$/gm)].map(([, name, value]) => [name, value]),
);

describe("the Dockerfile", () => {
  it("has the OCI labels of an image, with what package.json says", () => {
    expect(Object.fromEntries(labels)).toEqual({
      "org.opencontainers.image.title": "kind-chaos",
      "org.opencontainers.image.description": manifest.description,
      "org.opencontainers.image.licenses": manifest.license,
      "org.opencontainers.image.version": argument("VERSION"),
      "org.opencontainers.image.revision": argument("REVISION"),
      "org.opencontainers.image.created": argument("CREATED"),
      "org.opencontainers.image.base.name": argument("BASE"),
    });
  });

  it("is made of the Node.js that the project is tested with, whole, and says so in the guide", () => {
    const base = `node:${manifest.devDependencies.node}-trixie-slim`;
    expect(dockerfile).toContain(`\nARG BASE=${base}\n`);
    expect(guide).toContain(`\`${base}\``);
    expect([...dockerfile.matchAll(/^FROM (.+)$/gm)].map(([, from]) => from)).toEqual([argument("BASE")]);
  });

  it("fetches nothing but packages of Debian, and copies nothing but what was staged", () => {
    expect(dockerfile).not.toMatch(/^ADD |curl|wget|https?:/m);
    expect([...dockerfile.matchAll(/^COPY (\S+)/gm)].map(([, from]) => from)).toEqual(["build/image/kind-chaos"]);
    const sent = read(".dockerignore")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(sent).toEqual(["*", "!build/image"]);
  });

  it("runs the command itself, with every build argument that the script gives", () => {
    expect(dockerfile).toMatch(/^ENTRYPOINT \["kind-chaos"\]$/m);
    const script = read("tools/image/build.ts");
    for (const [, name = ""] of dockerfile.matchAll(/^ARG (\w+)$/gm)) expect(script).toContain(`${name}:`);
  });
});

describe("docs/guides/image.md", () => {
  it("has the line by which the tests run the image", () => {
    const written = /```sh\n(docker run[\s\S]*?)```/.exec(guide)?.[1] ?? "";
    const words = written.replaceAll("\\\n", " ").replaceAll('"', "").trim().split(/\s+/);
    expect(words).toEqual(runLine("kind-chaos", "$PWD", home, ["etcd-minority"]));
  });

  it("has a row for each part of it, with what is missed without it", () => {
    const rows = readDocument("docs/guides/image.md").rows.filter(({ head }) => head[0] === "part");
    const flags = runParts("work", "cache").flatMap(({ words }) => words.filter((word) => word.startsWith("--")));
    const named = rows.flatMap(({ cells }) => codeIn(cells[0] ?? "")).map((code) => code.split(" ")[0]);
    expect(new Set(named)).toEqual(new Set(flags));
    expect(rows.filter(({ cells }) => (cells[1] ?? "").length < 10)).toEqual([]);
  });
});
