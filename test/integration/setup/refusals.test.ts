import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { resolveImages } from "../../../src/setup/images/images.ts";
import { chaos, pathWith, scratchFolder } from "./support/command-line.ts";
import { type Server, startSecondEngine } from "./support/second-engine.ts";

const isRoot = process.getuid?.() === 0;

describe("setup that cannot go on", () => {
  let scratch: ReturnType<typeof scratchFolder>;
  let env: Record<string, string>;
  beforeEach(async () => {
    scratch = scratchFolder();
    env = { PATH: await pathWith(scratch.path, ["docker"]), KIND_CHAOS_CACHE: join(scratch.path, "cache") };
  });
  afterEach(() => scratch.remove());

  it("names the versions it knows when asked for another", async () => {
    const called = await chaos(["setup", "--kubernetes", "1.2.3"], env);
    expect(called).toMatchObject({ exitCode: 2, stdout: "" });
    expect(called.stderr).toMatch(/^chaos: Kubernetes 1\.2\.3 is older than 1\.32: .*; known: 1\.37\.2, .*$/);
    const other = await chaos(["setup", "--kubernetes", "1.99"], env);
    expect(other).toMatchObject({ exitCode: 2, stdout: "" });
    expect(other.stderr).toMatch(
      /^chaos: Kubernetes 1\.99 is not known here; known: 1\.37\.2, 1\.37\.0, .*1\.36\.4.*\.$/,
    );
  });

  it("does nothing for one of two versions where the other is not known", async () => {
    const called = await chaos(["setup", "--kubernetes", "1.36", "--kubernetes", "1.99"], env);
    expect(called).toMatchObject({ exitCode: 2, stdout: "" });
    expect(called.stderr).toMatch(/^chaos: Kubernetes 1\.99 is not known here; [^\n]*$/);
  });

  it("does not replace an engine that the user chose", async () => {
    const called = await chaos(["setup"], { ...env, DOCKER_HOST: `unix://${scratch.path}/none.sock` });
    expect(called.exitCode).toBe(2);
    expect(called.stderr).toContain("chosen by DOCKER_HOST or the docker context does not answer");
  });

  it("reports a missing engine by doctor, and changes nothing", async () => {
    const called = await chaos(["doctor", "--json"], { ...env, DOCKER_HOST: `unix://${scratch.path}/none.sock` });
    expect(called.exitCode).toBe(2);
    const { ok, findings } = JSON.parse(called.stdout);
    expect(ok).toBe(false);
    expect(findings[0]).toMatchObject({ subject: "Docker engine", state: "missing" });
    expect(existsSync(join(scratch.path, "cache"))).toBe(false);
  });

  it.runIf(isRoot)("tells a user without rights what to do", async () => {
    chmodSync(scratch.path, 0o777);
    const asNobody = (path: string) =>
      execa(
        "/usr/bin/setpriv",
        ["--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, "src/cli.ts", "setup"],
        {
          reject: false,
          extendEnv: false,
          env: { PATH: path, HOME: scratch.path, KIND_CHAOS_CACHE: env.KIND_CHAOS_CACHE ?? "" },
          stdin: "ignore",
        },
      );
    const refused = await asNobody(env.PATH ?? "");
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain("Docker refuses this user");
    const without = await asNobody("/nonexistent");
    expect(without.exitCode).toBe(2);
    expect(without.stderr).toContain("this user is not root: install and start Docker Engine");
  });
});

describe.runIf(isRoot)("an engine without images, and too little room for building", () => {
  const scratch = scratchFolder();
  const cache = join(scratch.path, "cache");
  let engine: Server;
  beforeAll(async () => {
    mkdirSync(cache);
    await execa("/bin/mount", ["-t", "tmpfs", "-o", "size=1g", "tmpfs", cache]);
    engine = await startSecondEngine(scratch.path);
  });
  afterAll(async () => {
    await engine.stop();
    await execa("/bin/umount", [cache]);
    scratch.remove();
  });

  it("is told by a run, with the way out", async () => {
    const { kind } = await resolveImages();
    const path = await pathWith(scratch.path, ["docker", kind]);
    vi.stubEnv("PATH", path);
    vi.stubEnv("DOCKER_HOST", engine.address);
    const answer = await resolveImages({ kubernetes: "1.36.3" }).catch((error: unknown) => error);
    vi.unstubAllEnvs();
    expect(answer).toMatchObject({
      code: "not-set-up",
      message:
        'a node image of Kubernetes 1.36.3 is missing on this machine: run "npx kind-chaos setup --kubernetes 1.36.3" first',
    });
  });

  it("stops setup before it builds anything", async () => {
    const { kind } = await resolveImages();
    const path = await pathWith(scratch.path, ["docker", kind]);
    const env = { PATH: path, DOCKER_HOST: engine.address, KIND_CHAOS_CACHE: cache };
    const called = await chaos(["setup", "--registry", "127.0.0.1:1"], env);
    expect(called.exitCode).toBe(2);
    expect(called.stderr).toMatch(/needs 20 GB of free space, but only [\d.]+ GB are free/);
    expect(existsSync(join(cache, "binaries"))).toBe(false);
  });
});
