import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kindEnvironment } from "../../../src/cluster/kind-command.ts";
import { mustRun, run } from "../../../src/host/command.ts";
import { chosenEngine, keepChosenEngine } from "../../../src/host/docker/context.ts";
import { describeEndpoint } from "../../../src/host/docker/endpoint.ts";
import { Engine } from "../../../src/host/engine.ts";
import { createAuthority, issueCertificate } from "../../../src/net/certificate.ts";
import { findKind } from "../../../src/setup/images/images.ts";

/** What the real engine of this machine is asked through, so that it is seen who was asked. */
let asked: string[] = [];
const servers: { close(): unknown }[] = [];
let folder = "";
const endpoints: Record<string, string> = {};

const passOn =
  (name: string): Parameters<typeof createServer>[1] =>
  (incoming, outgoing) => {
    asked.push(name);
    const { method, url, headers } = incoming;
    const passed = request({ socketPath: "/var/run/docker.sock", method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  };

const docker = (argv: readonly string[], env: Record<string, string | undefined>) =>
  run(["docker", ...argv], { env: { ...nothing, DOCKER_CONFIG: folder, ...env }, timeoutMs: 20_000 });

/** None of what this machine's own user chose. */
const nothing = {
  DOCKER_HOST: undefined,
  DOCKER_CONTEXT: undefined,
  DOCKER_TLS_VERIFY: undefined,
  DOCKER_TLS: undefined,
  DOCKER_CERT_PATH: undefined,
};

beforeAll(async () => {
  const authority = await createAuthority("engine");
  const server = await issueCertificate(authority, ["localhost"]);
  const client = await issueCertificate(authority, ["client"]);
  const material = { "ca.pem": authority.cert, "cert.pem": client.cert, "key.pem": client.key };
  folder = mkdtempSync(join(tmpdir(), "kind-chaos-docker-"));
  for (const [name, text] of Object.entries(material)) writeFileSync(join(folder, name), text);
  for (const name of ["first", "second"]) {
    const path = join(folder, `${name}.sock`);
    servers.push(createServer(passOn(name)).listen(path));
    endpoints[name] = `unix://${path}`;
  }
  const secret = createTlsServer({ ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true });
  secret.on("request", passOn("secret") as never);
  await new Promise<void>((resolve) => secret.listen(0, "127.0.0.1", resolve));
  servers.push(secret);
  endpoints.secret = `tcp://localhost:${(secret.address() as AddressInfo).port}`;
  const files = ["ca", "cert", "key"].map((part) => `${part}=${join(folder, `${part}.pem`)}`).join();
  for (const [name, host] of Object.entries(endpoints)) {
    const how = name === "secret" ? `host=${host},${files}` : `host=${host}`;
    await mustRun(["docker", "context", "create", name, "--docker", how], {
      env: { ...nothing, DOCKER_CONFIG: folder },
      timeoutMs: 20_000,
    });
  }
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Who answers the docker command, kind and the engine of every command of the harness. */
async function answered(env: Record<string, string | undefined>): Promise<Record<string, string[]>> {
  const by = async (work: () => Promise<unknown>) => {
    asked = [];
    await work();
    return [...new Set(asked)];
  };
  const variables = { ...nothing, DOCKER_CONFIG: folder, ...env };
  const kind = await findKind();
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
  return {
    docker: await by(() => docker(["version"], env)),
    kind: await by(() =>
      run([kind, "get", "clusters"], { env: { ...kindEnvironment("none"), ...variables }, timeoutMs: 20_000 }),
    ),
    engine: await by(() => new Engine(() => chosenEngine(given)).ping()),
    clean: await by(() =>
      run([process.execPath, "src/cli.ts", "clean", "--dry-run", "--cluster", "none-of-that-name"], {
        env: variables,
        timeoutMs: 60_000,
      }),
    ),
  };
}

const all = (name: string) => ({ docker: [name], kind: [name], engine: [name], clean: [name] });

describe("the engine that the docker command, kind and every command of the harness use is one", () => {
  it("by DOCKER_CONTEXT", async () => {
    expect(await answered({ DOCKER_CONTEXT: "first" })).toEqual(all("first"));
    expect(await answered({ DOCKER_CONTEXT: "secret" })).toEqual(all("secret"));
  });

  it("by DOCKER_HOST, which is before DOCKER_CONTEXT", async () => {
    const { second = "", secret = "" } = endpoints;
    expect(await answered({ DOCKER_CONTEXT: "first", DOCKER_HOST: second })).toEqual(all("second"));
    const tls = { DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: folder };
    expect(await answered({ DOCKER_HOST: secret, ...tls })).toEqual(all("secret"));
  });

  it("by the current context, as long as it is current", async () => {
    for (const name of ["second", "first"]) {
      await docker(["context", "use", name], {});
      expect(await answered({})).toEqual(all(name));
      expect((await docker(["context", "show"], {})).stdout.trim()).toBe(name);
    }
  });

  it("by the context that was current at the start of a call, whoever chooses another meanwhile", async () => {
    await docker(["context", "use", "first"], {});
    const kept: Record<string, string | undefined> = { DOCKER_CONFIG: folder };
    keepChosenEngine(kept);
    await docker(["context", "use", "second"], {});
    expect(await answered({ DOCKER_CONTEXT: kept.DOCKER_CONTEXT })).toEqual(all("first"));
  });

  it("and doctor and clean name it", async () => {
    const called = (...args: string[]) =>
      run([process.execPath, "src/cli.ts", ...args], {
        env: { ...nothing, DOCKER_CONFIG: folder, DOCKER_CONTEXT: "second" },
        timeoutMs: 60_000,
      });
    const named = /unix:\/\/.*second\.sock of the docker context "second"/;
    expect((await called("doctor")).stdout).toMatch(new RegExp(`Docker engine .*${named.source}`));
    const cleaned = await called("clean", "--dry-run", "--cluster", "none-of-that-name");
    expect(cleaned.stderr).toMatch(new RegExp(`^engine: Docker [\\d.+\\w]+ at ${named.source}$`));
  });

  it("and what docker refuses is refused", async () => {
    for (const env of [{ DOCKER_CONTEXT: "third" }, { DOCKER_HOST: "gopher://x" }]) {
      expect((await docker(["version"], env)).exitCode).not.toBe(0);
      expect(() => chosenEngine({ DOCKER_CONFIG: folder, ...env })).toThrow(/third|gopher/);
      const ours = await run([process.execPath, "src/cli.ts", "baseline"], {
        env: { ...nothing, DOCKER_CONFIG: folder, ...env },
        timeoutMs: 60_000,
      });
      expect(ours.exitCode).toBe(2);
      expect(ours.stderr.trim().split("\n")).toHaveLength(1);
    }
  });

  it("and its endpoint is what docker itself says of the context", async () => {
    for (const name of Object.keys(endpoints)) {
      const inspected = await docker(["context", "inspect", name, "--format", "{{.Endpoints.docker.Host}}"], {});
      expect(describeEndpoint(chosenEngine({ DOCKER_CONFIG: folder, DOCKER_CONTEXT: name }).endpoint)).toBe(
        inspected.stdout.trim(),
      );
    }
  });
});
