import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createAuthority, issueCertificate } from "../../../src/net/certificate.ts";
import { findKind } from "../../../src/setup/images/images.ts";
import { Registry } from "../../../src/setup/registry/registry.ts";
import { publishedNode } from "../../../src/setup/versions/kind-releases.ts";
import { ociImage } from "../../support/oci-image.ts";
import { type Behaviour, credentials, type OciRegistry, startOciRegistry } from "../../support/oci-registry.ts";
import { chaos, pathWith, scratchFolder } from "./support/command-line.ts";
import { bridgeAddress, type Server, startSecondEngine } from "./support/second-engine.ts";

const node = ociImage(["a node", "kubelet"]);
const envoy = ociImage(["a load balancer"]);
const stock = { "kindest/node": { "v1.36.4": node }, "envoyproxy/envoy": { "v1.36.2": envoy } };

/** A machine with an engine and no image, and registries on it that are laid out as the real one. */
describe.runIf(process.getuid?.() === 0)("images that a registry has", () => {
  const scratch = scratchFolder();
  let engine: Server;
  let registry: OciRegistry;
  let env: Record<string, string>;
  const wanted = `kindest/node:v1.36.4@${node.digest}`;
  const context = () => ({ logFile: join(scratch.path, "pull.log"), signal: new AbortController().signal, note });
  const notes: string[] = [];
  const note = (text: string): void => void notes.push(text);
  const setup = (...args: string[]) => chaos(["setup", "--json", ...args], env);

  beforeAll(async () => {
    engine = await startSecondEngine(scratch.path);
    registry = await startOciRegistry(stock);
    const path = await pathWith(scratch.path, ["docker", await findKind()]);
    env = {
      PATH: path,
      DOCKER_HOST: engine.address,
      KIND_CHAOS_CACHE: join(scratch.path, "cache"),
      HOME: scratch.path,
    };
    for (const [name, value] of Object.entries(env)) if (name !== "PATH") vi.stubEnv(name, value);
  });
  beforeEach(() => {
    registry.behave("open");
    registry.asked.length = 0;
    notes.length = 0;
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await Promise.all([engine?.stop(), registry?.close()]);
    scratch.remove();
  });

  it("are asked for by the digest of kind's release notes, and nothing is built where it is not there", async () => {
    const called = await setup("--kubernetes", "1.37", "--registry", registry.address);
    expect(called.exitCode).toBe(2);
    const { error } = JSON.parse(called.stdout);
    expect(error.code).toBe("image-missing");
    expect(error.message).toContain(`${registry.address} does not have kindest/node:v1.37.0@`);
    expect(error.message).toMatch(/push it there, .*--build/);
    expect(called.stderr).not.toContain("building");
    const digest = publishedNode("1.37.0")?.digest;
    expect(registry.asked.some((line) => line.endsWith(`/v2/kindest/node/manifests/${digest}`))).toBe(true);
  });

  it.each<[Behaviour, string, RegExp]>([
    ["rate-limited", "image-rate-limited", /gives no more images.*docker login 127/],
    ["login", "image-unauthorized", /not logged in.*docker login 127/],
    ["broken", "image-failed", /could not pull.*--build/],
    // The engine tries a layer five times, with pauses of up to 20 s.
    ["cut", "image-broken-off", /did not go on.*run it again/],
  ])(
    "are not built where a registry is %s: it is said what to do",
    async (behaviour, code, message) => {
      registry.behave(behaviour);
      const called = await setup("--image", wanted, "--registry", registry.address);
      expect(called.exitCode).toBe(2);
      const { error } = JSON.parse(called.stdout);
      expect(error.code).toBe(code);
      expect(error.message).toMatch(message);
    },
    300_000,
  );

  it("come after a login", async () => {
    registry.behave("login");
    const { user, password } = credentials;
    await execa("docker", ["login", "--username", user, "--password-stdin", registry.address], { input: password });
    const result = await new Registry(registry.address).pull("envoyproxy/envoy:v1.36.2", context());
    expect(result).toEqual({ outcome: "pulled" });
    await execa("docker", ["logout", registry.address]);
    await execa("docker", ["image", "rm", "envoyproxy/envoy:v1.36.2"]);
  });

  it("come by digest, with their layers counted, are used, and are pruned again", async () => {
    const result = await new Registry(registry.address).pull(wanted, context());
    expect(result).toEqual({ outcome: "pulled" });
    expect(notes.at(-1)).toBe(`pulling ${registry.address}/${wanted}: 2 of 2 layers`);
    const called = await setup("--image", wanted, "--registry", registry.address);
    expect(called.exitCode).toBe(0);
    const nodeImage = `${registry.address}/kindest/node:v1.36.4@${node.digest}`;
    expect(JSON.parse(called.stdout).images).toMatchObject({ kubernetes: "1.36.4", nodeImage });
    // kind looks whether it is there exactly so, and does not pull then.
    await execa("docker", ["inspect", "--type=image", nodeImage]);

    await execa("docker", ["tag", nodeImage, "mine/node:1"]);
    await execa("docker", ["pull", `${registry.address}/envoyproxy/envoy@${envoy.digest}`]);
    const shown = await chaos(["prune", "--all", "--dry-run", "--json"], env);
    const names = JSON.parse(shown.stdout).items.map(({ name }: { name: string }) => name);
    expect(names).toContain(`${registry.address}/kindest/node@${node.digest}`);
    expect(names).toContain("envoyproxy/envoy:v1.36.2");
    expect(names).not.toContain("mine/node:1");
    const unasked = await chaos(["prune", "--all"], env);
    expect(unasked.exitCode).toBe(2);
    expect(unasked.stderr).toContain("there is nobody to ask here, so say --yes");
    const pruned = await chaos(["prune", "--all", "--yes", "--json"], env);
    expect(pruned.exitCode).toBe(0);
    const { stdout } = await execa("docker", ["image", "ls", "--format", "{{.Repository}}:{{.Tag}}"]);
    expect(stdout).toContain("mine/node:1");
    expect(stdout).not.toContain("envoyproxy/envoy:v1.36.2");
  });

  it("do not come from a registry whose authority the engine does not know, until it does", async () => {
    const authority = await createAuthority("a company");
    const tls = await issueCertificate(authority, ["registry.test"], [bridgeAddress]);
    const secured = await startOciRegistry(stock, { host: bridgeAddress, tls });
    const trusted = join("/etc/docker/certs.d", secured.address);
    try {
      const refused = await new Registry(secured.address).pull(wanted, context());
      expect(refused).toMatchObject({ outcome: "certificate" });
      mkdirSync(trusted, { recursive: true });
      writeFileSync(join(trusted, "ca.crt"), authority.cert);
      expect(await new Registry(secured.address).pull(wanted, context())).toEqual({ outcome: "pulled" });
    } finally {
      rmSync(trusted, { recursive: true, force: true });
      await secured.close();
    }
  });
});

describe.runIf(process.getuid?.() === 0)("an engine behind a proxy", () => {
  it("tells a proxy that refuses from a registry that does not answer", async () => {
    const scratch = scratchFolder();
    const proxy = createServer().on("connect", (_, socket) => {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const engine = await startSecondEngine(scratch.path, { HTTPS_PROXY: address, NO_PROXY: "" });
    vi.stubEnv("DOCKER_HOST", engine.address);
    vi.stubEnv("KIND_CHAOS_CACHE", join(scratch.path, "cache"));
    try {
      const context = { logFile: join(scratch.path, "pull.log"), signal: new AbortController().signal, note: () => {} };
      const result = await new Registry("registry.invalid").pull("kindest/node:v1", context);
      expect(result).toMatchObject({ outcome: "proxy" });
    } finally {
      vi.unstubAllEnvs();
      await engine.stop();
      proxy.close();
      scratch.remove();
    }
  });
});
