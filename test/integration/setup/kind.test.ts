import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ownKindPath } from "../../../src/setup/kind/kind-binary.ts";
import { binaryName } from "../../../src/setup/kind/kind-download.ts";
import { KIND_VERSION } from "../../../src/setup/versions/kind-versions.ts";
import { chaos, pathWith, scratchFolder } from "./support/command-line.ts";

/** A machine with images and without Go: kind comes from its release, here served on loopback. */
describe("setup without Go", () => {
  // Where the machine uses a kind of its own, the one of this project was never needed: a stand-in that tells the
  // version.
  const binary = existsSync(ownKindPath())
    ? readFileSync(ownKindPath())
    : Buffer.from(`#!/bin/sh\necho kind v${KIND_VERSION} go1.26.8 linux/amd64\n`);
  const rightSum = createHash("sha256").update(binary).digest("hex");
  const file = `/v${KIND_VERSION}/${binaryName()}`;
  let sum = rightSum;
  let server: Server;
  let releases: string;
  let scratch: ReturnType<typeof scratchFolder>;
  let env: Record<string, string>;

  beforeAll(async () => {
    server = createServer((request, response) => {
      // The real server redirects as well.
      if (request.url === file) response.writeHead(302, { location: `/stored${file}` }).end();
      else if (request.url === `/stored${file}`) response.end(binary);
      else if (request.url === `${file}.sha256sum`) response.end(`${sum}  ${binaryName()}\n`);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    releases = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  beforeEach(async () => {
    scratch = scratchFolder();
    const path = await pathWith(scratch.path, ["docker"]);
    env = { PATH: path, KIND_CHAOS_CACHE: join(scratch.path, "cache"), KIND_CHAOS_KIND_RELEASES: releases };
    sum = rightSum;
  });
  afterEach(() => scratch.remove());

  it("downloads kind, checks it, and uses it", async () => {
    const called = await chaos(["setup", "--json"], env);
    expect(called.stderr).toContain("downloaded");
    expect(called.exitCode).toBe(0);
    const kind = join(scratch.path, "cache", "kind", KIND_VERSION, "kind");
    expect(JSON.parse(called.stdout)).toMatchObject({ ok: true, images: { kind } });
    expect(readFileSync(kind).equals(binary)).toBe(true);
  });

  it("refuses a download with the wrong checksum and leaves nothing of it", async () => {
    sum = "0".repeat(64);
    const called = await chaos(["setup", "--json"], env);
    expect(called.exitCode).toBe(2);
    expect(called.stderr).toContain("wrong checksum");
    expect(JSON.parse(called.stdout)).toMatchObject({ version: 1, ok: false, error: { code: "kind-checksum" } });
    expect(existsSync(join(scratch.path, "cache", "kind"))).toBe(false);
    expect(readdirSync(join(scratch.path, "cache", "work"))).toEqual([]);
  });

  it("says where it looked when the release is not there", async () => {
    const called = await chaos(["setup"], { ...env, KIND_CHAOS_KIND_RELEASES: `${releases}/nowhere` });
    expect(called.exitCode).toBe(2);
    expect(called.stderr).toContain(`cannot be downloaded from ${releases}/nowhere`);
  });

  it("passes over a kind on PATH that is too old, and says so", async () => {
    mkdirSync(join(scratch.path, "bin"), { recursive: true });
    const old = "#!/bin/sh\necho kind v0.29.0 go1.24.0 linux/amd64\n";
    writeFileSync(join(scratch.path, "bin", "kind"), old, { mode: 0o755 });
    const called = await chaos(["setup"], { ...env, PATH: `${env.PATH}:/bin` });
    expect(called.exitCode).toBe(0);
    expect(called.stderr).toContain("the 0.29.0 on PATH is not used: too old");
  });
});
