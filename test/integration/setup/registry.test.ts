import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveImages } from "../../../src/setup/images/images.ts";
import { Registry } from "../../../src/setup/registry/registry.ts";
import { KIND_VERSION } from "../../../src/setup/versions/kind-versions.ts";
import { chaos, pathWith, scratchFolder, startChaos } from "./support/command-line.ts";
import { type Server, startRegistry, startSecondEngine, startSilentServer } from "./support/second-engine.ts";

/** A version that no kind publishes: it is asked for by its tag, since there is no digest that it must have. */
const byTag = ["--kubernetes", "1.37.2"];

/** Serving and fetching a gigabyte of real images. */
const SLOW_MS = 400_000;

describe("setup with a registry, on an engine without images", () => {
  const scratch = scratchFolder();
  let engine: Server;
  let registry: Server;
  let env: Record<string, string>;

  beforeAll(async () => {
    const images = await resolveImages();
    [engine, registry] = await Promise.all([startSecondEngine(scratch.path), startRegistry(scratch.path)]);
    await serve(images.nodeImage, `${registry.address}/kindest/node:v1.37.2`);
    await serve(images.loadBalancerImage, `${registry.address}/envoyproxy/envoy:v1.36.2`);
    const path = await pathWith(scratch.path, ["docker", images.kind]);
    env = { PATH: path, DOCKER_HOST: engine.address, KIND_CHAOS_CACHE: `${scratch.path}/cache`, HOME: scratch.path };
  }, SLOW_MS);

  afterAll(async () => {
    await Promise.all([engine?.stop(), registry?.stop()]);
    scratch.remove();
  });

  it("stops within seconds and changes nothing when it is interrupted", async () => {
    const silent = await startSilentServer();
    const child = startChaos(["setup", "--registry", silent.address, "--json"], env);
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    // The step has begun when its line is there.
    await new Promise<void>((resolve) => {
      child.stderr.on("data", (chunk: Buffer) => chunk.includes("images of Kubernetes") && resolve());
    });
    const interrupted = performance.now();
    child.kill("SIGINT");
    const code = await new Promise((resolve) => child.once("close", resolve));
    await silent.stop();
    expect(code).toBe(130);
    expect(performance.now() - interrupted).toBeLessThan(5_000);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, ok: false, error: { code: "interrupted" } });
  });

  it(
    "takes the images from it, builds nothing, and is quick from then on",
    async () => {
      const first = await chaos(["setup", ...byTag, "--registry", registry.address, "--json"], env);
      expect(first.stderr).not.toContain("building");
      expect(first.exitCode).toBe(0);
      const result = JSON.parse(first.stdout);
      expect(result).toMatchObject({
        version: 1,
        ok: true,
        images: { kind: "kind", nodeImage: "kindest/node:v1.37.2", labels: { kind: KIND_VERSION } },
        steps: [
          { name: "engine", outcome: "present" },
          { name: "kernel-limits" },
          { name: "kind", outcome: "present" },
          { name: "images", outcome: "done" },
        ],
      });
      const second = await chaos(["setup", ...byTag, "--json"], env);
      expect(second.exitCode).toBe(0);
      expect(JSON.parse(second.stdout).steps).toContainEqual(
        expect.objectContaining({ name: "images", outcome: "present" }),
      );
      expect(second.durationMs).toBeLessThan(first.durationMs);
      const doctor = await chaos(["doctor", ...byTag, "--json"], env);
      expect(doctor.exitCode).toBe(0);
      expect(JSON.parse(doctor.stdout)).toMatchObject({ version: 1, ok: true });
    },
    SLOW_MS,
  );

  it("knows a registry that lacks an image from one that does not answer", async () => {
    const { signal } = new AbortController();
    const context = { logFile: `${scratch.path}/pull.log`, signal, note: () => {} };
    const silent = await startSilentServer();
    expect(await new Registry(registry.address).pull("kindest/node:v0.0.0", context)).toMatchObject({
      outcome: "missing",
    });
    const unreachable = new Registry(silent.address, 1_500);
    const started = performance.now();
    expect(await unreachable.pull("kindest/node:v1.37.2", context)).toMatchObject({ outcome: "unreachable" });
    expect(await unreachable.pull("kindest/node:v1.36.3", context)).toMatchObject({ outcome: "unreachable" });
    expect(performance.now() - started).toBeLessThan(4_000);
    await silent.stop();
  });
});

async function serve(image: string, name: string): Promise<void> {
  await execa("docker", ["tag", image, name]);
  try {
    await execa("docker", ["push", name]);
  } finally {
    await execa("docker", ["rmi", name]);
  }
}
