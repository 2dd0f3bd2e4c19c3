import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chosenEngine, keepChosenEngine } from "../../../../src/host/docker/context.ts";
import { UsageError } from "../../../../src/model/errors.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

interface Context {
  readonly host: string;
  readonly skipTlsVerify?: boolean;
  readonly material?: Readonly<Record<string, string>>;
}

/** A folder of docker's settings with these contexts. */
function settings(contexts: Readonly<Record<string, Context>>, config?: string): { DOCKER_CONFIG: string } {
  const folder = temporaryFolder();
  if (config !== undefined) writeFileSync(join(folder, "config.json"), config);
  for (const [name, { host, skipTlsVerify = false, material = {} }] of Object.entries(contexts)) {
    const id = createHash("sha256").update(name).digest("hex");
    const meta = join(folder, "contexts/meta", id);
    const tls = join(folder, "contexts/tls", id, "docker");
    for (const each of [meta, tls]) mkdirSync(each, { recursive: true });
    const docker = { Host: host, SkipTLSVerify: skipTlsVerify };
    writeFileSync(join(meta, "meta.json"), JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker } }));
    for (const [file, text] of Object.entries(material)) writeFileSync(join(tls, file), text);
  }
  return { DOCKER_CONFIG: folder };
}

const two = { colima: { host: "unix:///colima.sock" }, far: { host: "tcp://far:2375" } };
const current = (name: string) => JSON.stringify({ currentContext: name });

describe("the engine that all commands use", () => {
  it("is the usual one where nothing says otherwise", () => {
    const usual = { context: "default", endpoint: { kind: "unix", path: "/var/run/docker.sock" } };
    for (const env of [settings({}), settings({}, "{}"), settings({}, "no JSON"), settings(two, current("default"))])
      expect(chosenEngine(env)).toEqual(usual);
  });

  it("is that of DOCKER_HOST, else of DOCKER_CONTEXT, else of the current context", () => {
    const env = settings(two, current("colima"));
    expect(chosenEngine(env)).toEqual({ context: "colima", endpoint: { kind: "unix", path: "/colima.sock" } });
    expect(chosenEngine({ ...env, DOCKER_CONTEXT: "far" }).context).toBe("far");
    expect(chosenEngine({ ...env, DOCKER_CONTEXT: "default" }).endpoint).toMatchObject({
      path: "/var/run/docker.sock",
    });
    expect(chosenEngine({ ...env, DOCKER_CONTEXT: "far", DOCKER_HOST: "unix:///own.sock" })).toEqual({
      context: "default",
      endpoint: { kind: "unix", path: "/own.sock" },
    });
    expect(chosenEngine({ ...env, DOCKER_CONTEXT: "", DOCKER_HOST: "" }).context).toBe("colima");
  });

  it("shows the certificates of its context, or of DOCKER_CERT_PATH", () => {
    const material = { "ca.pem": "CA", "cert.pem": "CERT", "key.pem": "KEY" };
    const env = settings({ far: { host: "tcp://far:2376", material } }, current("far"));
    const tls = { verify: true, ca: "CA", cert: "CERT", key: "KEY" };
    expect(chosenEngine(env).endpoint).toMatchObject({ host: "far", port: 2_376, tls });
    const folder = temporaryFolder();
    for (const [file, text] of Object.entries(material)) writeFileSync(join(folder, file), text);
    const byHost = { ...env, DOCKER_HOST: "tcp://near", DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: folder };
    expect(chosenEngine(byHost).endpoint).toEqual({ kind: "tcp", host: "near", port: 2_376, path: "/", tls });
    expect(chosenEngine({ ...byHost, DOCKER_TLS_VERIFY: "" }).endpoint).toMatchObject({ port: 2_375, tls: undefined });
  });

  it("may be told not to check a certificate", () => {
    const env = settings({ lax: { host: "tcp://far:2376", skipTlsVerify: true } }, current("lax"));
    expect(chosenEngine(env).endpoint).toMatchObject({ tls: { verify: false } });
  });

  it.each([
    ["no context of that name", { DOCKER_CONTEXT: "none" }, /the docker context "none" does not exist/],
    ["a name that is a path", { DOCKER_CONTEXT: "../../x" }, /does not exist/],
    ["ssh", { DOCKER_HOST: "ssh://me@far" }, /DOCKER_HOST: ssh:\/\/ engines cannot be used/],
    ["a pipe of Windows", { DOCKER_HOST: "npipe:////./pipe/docker_engine" }, /npipe:\/\/ engines cannot be used/],
    ["a scheme that is none", { DOCKER_HOST: "gopher://x" }, /is no engine/],
    ["a port that is none", { DOCKER_HOST: "tcp://x:banana" }, /is no address/],
  ])("is refused in one line: %s", (_, env, message) => {
    const choose = () => chosenEngine({ ...settings(two), ...env });
    expect(choose).toThrow(UsageError);
    expect(choose).toThrow(message);
  });

  it("is refused where its context's own file is broken", () => {
    const env = settings(two, current("colima"));
    const id = createHash("sha256").update("colima").digest("hex");
    writeFileSync(join(env.DOCKER_CONFIG, "contexts/meta", id, "meta.json"), '{"Name":"colima"}');
    expect(() => chosenEngine(env)).toThrow(/"colima" names no engine/);
  });
});

it("the context of a call stays the one that was current at its start", () => {
  const env: Record<string, string | undefined> = settings(two, current("colima"));
  keepChosenEngine(env);
  writeFileSync(join(env.DOCKER_CONFIG ?? "", "config.json"), current("far"));
  expect(chosenEngine(env)).toEqual({ context: "colima", endpoint: { kind: "unix", path: "/colima.sock" } });
  const said = { ...settings(two, current("colima")), DOCKER_HOST: "unix:///mine.sock" };
  const before = { ...said };
  keepChosenEngine(said);
  expect(said).toEqual(before);
  const usual: Record<string, string | undefined> = settings(two);
  keepChosenEngine(usual);
  expect(usual.DOCKER_CONTEXT).toBe("default");
});
