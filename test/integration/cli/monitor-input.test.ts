import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { MonitorOptions } from "../../../src/command-line/monitor-options.ts";
import { prepareMonitor } from "../../../src/command-line/monitor-options.ts";
import { run } from "../../../src/host/command.ts";
import { UsageError } from "../../../src/model/errors.ts";
import type { KeyedCertificate } from "../../../src/net/certificate.ts";
import { type Answering, base64, makeCertificates, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let made: Awaited<ReturnType<typeof makeCertificates>>;
beforeAll(async () => {
  made = await makeCertificates();
});

/** What `monitor` says before the first attempt to somebody who gives it this; "none" where it would begin. */
async function refusal(kubeconfig: string, options: Partial<MonitorOptions> = {}): Promise<string> {
  const given = { kubeconfig, for: "1s", read: "default/kube-root-ca.crt", reports: "/nonexistent", ...options };
  const error: unknown = await prepareMonitor(given).then(
    ({ reached }) => reached.api.close(),
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return "none";
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
}

const ownCa = () => ({ "certificate-authority-data": base64(made.authority.cert) });
const certificateUser = (client: KeyedCertificate) => ({
  "client-certificate-data": base64(client.cert),
  "client-key-data": base64(client.key),
});
const token = { token: "good" };

describe("a kubeconfig that is none", () => {
  it.each([
    ["is not YAML", "a: b: c", /kubeconfig:1 is not YAML/],
    ["is something else", "clusters: 3", /is no kubeconfig: clusters/],
    ["has no current context", "contexts: [{name: a, context: {cluster: c}}]", /no current-context.*there is a/],
    [
      "names a cluster that is not there",
      "current-context: a\ncontexts: [{name: a, context: {cluster: c}}]",
      /names the cluster "c": there is none/,
    ],
  ])("%s", async (_, text, message) => {
    const file = join(temporaryFolder(), "kubeconfig");
    writeFileSync(file, text);
    expect(await refusal(file)).toMatch(message);
  });

  it("is not there, is a folder, or has other contexts", async () => {
    const folder = temporaryFolder();
    expect(await refusal(join(folder, "gone"))).toMatch(/^.*gone: there is no such kubeconfig/);
    expect(await refusal(folder)).toMatch(/cannot be read: EISDIR/);
    const file = writeKubeconfig(folder, { server: "https://127.0.0.1:1" }, token);
    expect(await refusal(file, { context: "prod" })).toMatch(/has no context "prod": there is here$/);
  });
});

describe("what a kubeconfig asks for and is not supported, or does not fit, is refused by name", () => {
  it.each<[string, object, object, RegExp]>([
    [
      "a proxy that is none",
      { "proxy-url": "ftp://p:1" },
      token,
      /proxy-url ftp:\/\/p:1: a proxy's scheme is http, https or socks5/,
    ],
    ["plain http", { server: "http://127.0.0.1:1" }, token, /only https is measured/],
    ["a server that is no URL", { server: "https://:x" }, token, /is no URL/],
    ["a server without a scheme or any TLS", { server: "127.0.0.1" }, token, /only https is measured/],
    [
      "both insecure and an authority",
      { "insecure-skip-tls-verify": true, "certificate-authority": "kubeconfig" },
      token,
      /exclude each other/,
    ],
    ["an authority that is none", { "certificate-authority-data": "aGVsbG8=" }, token, /holds no PEM certificate/],
    [
      "an authority's file that is gone",
      { "certificate-authority": "gone.pem" },
      token,
      /certificate-authority cannot be read: ENOENT/,
    ],
    ["an auth-provider", {}, { "auth-provider": { name: "gcp" } }, /auth-provider gcp is not there any more/],
    ["a name and a token", {}, { username: "u", token: "t" }, /a token and a username or password/],
    ["groups of nobody", {}, { "as-groups": ["ops"] }, /need as: whom to be taken for/],
    [
      "a certificate without its key",
      {},
      { "client-certificate-data": "aGVsbG8=" },
      /client-certificate alone: both are needed|has a client-certificate alone/,
    ],
    [
      "a certificate that is none",
      {},
      { "client-certificate-data": "aGVsbG8=", "client-key-data": "aGVsbG8=" },
      /client certificate and its key cannot be used/,
    ],
    ["a token file that is gone", {}, { tokenFile: "gone" }, /token file .*gone cannot be read/],
    [
      "an exec plugin that is not there",
      {},
      { exec: plugin("no-such-plugin-anywhere") },
      /exec plugin no-such-plugin-anywhere is not there: install it/,
    ],
    [
      "an exec plugin that fails",
      {},
      { exec: { ...plugin("sh"), args: ["-c", "echo log in first >&2; exit 3"] } },
      /exec plugin sh ended with 3: log in first/,
    ],
    ["an exec plugin that prints nothing", {}, { exec: plugin("true") }, /did not print an ExecCredential/],
    [
      "an exec plugin that asks a person",
      {},
      { exec: { ...plugin("true"), interactiveMode: "Always" } },
      /wants to ask a person/,
    ],
  ])("%s", async (_, cluster, user, message) => {
    const file = writeKubeconfig(temporaryFolder(), { server: "https://127.0.0.1:1", ...cluster }, user);
    expect(await refusal(file)).toMatch(message);
  });
});

describe("a server that cannot be asked", () => {
  const at = (server: string, more: object = {}) =>
    writeKubeconfig(temporaryFolder(), { server, ...ownCa(), ...more }, token);

  it("does not resolve, or nobody listens, or speaks no TLS", async () => {
    expect(await refusal(at("https://no-such-host.invalid:6443"))).toMatch(/no-such-host\.invalid does not resolve/);
    const plain = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).listen(0, "127.0.0.1");
    await new Promise((listening) => plain.once("listening", listening));
    const { port } = plain.address() as { port: number };
    expect(await refusal(at(`https://127.0.0.1:${port}`))).toMatch(/no TLS connection|connection broke/);
    plain.close();
    expect(await refusal(at(`https://127.0.0.1:${port}`))).toMatch(/nobody listens there \(connection refused\)/);
  });

  it("is not a Kubernetes API", async () => {
    const { port } = await serveApi([made.server], () => [404, "<html>"]);
    expect(await refusal(at(`https://127.0.0.1:${port}`))).toMatch(/does not answer as a Kubernetes API: .*404/);
  });

  it.each<[string, () => KeyedCertificate, object, RegExp]>([
    [
      "an authority that is not the kubeconfig's",
      () => made.server,
      { foreign: true },
      /not signed by the kubeconfig's certificate authority \(issuer: CN=the cluster's own\)/,
    ],
    [
      "an authority that this system does not know",
      () => made.server,
      { "certificate-authority-data": undefined },
      /nobody whom this system trusts.*needs a certificate-authority-data/,
    ],
    ["its time over", () => made.expired, {}, /its certificate expired on .* renew it on the server/],
    ["its time to come", () => made.early, {}, /is not valid before .*clock/],
    [
      "another name",
      () => made.server,
      { "tls-server-name": "other.example.com" },
      /is for DNS:node-a.*, not for other\.example\.com: use one of these names, or tls-server-name/,
    ],
  ])("shows a certificate with %s", async (_, certificate, cluster, message) => {
    const { port } = await serveApi([certificate()]);
    const ca = "foreign" in cluster ? { "certificate-authority-data": base64(made.foreign.cert) } : cluster;
    expect(await refusal(at(`https://127.0.0.1:${port}`, ca))).toMatch(message);
  });
});

describe("somebody who may not", () => {
  const refusing = async (
    user: object,
    answering: Answering = () => undefined,
    options: Partial<MonitorOptions> = {},
  ) => {
    const { port } = await serveApi([made.server], answering);
    return refusal(
      writeKubeconfig(temporaryFolder(), { server: `https://127.0.0.1:${port}`, ...ownCa() }, user),
      options,
    );
  };

  it("shows a certificate that has expired, or is not valid yet", async () => {
    expect(await refusing(certificateUser(made.clientExpired))).toMatch(/its client certificate expired on/);
    expect(await refusing(certificateUser(made.clientEarly))).toMatch(/its client certificate is not valid before/);
  });

  it("shows a token that is refused, has expired, or will have before the end", async () => {
    expect(await refusing(token, () => [401, { message: "Unauthorized" }])).toMatch(
      /does not take these credentials \(401/,
    );
    const jwt = (exp: number) => ({ token: `e30.${Buffer.from(JSON.stringify({ exp })).toString("base64url")}.x` });
    const now = Math.floor(Date.now() / 1_000);
    expect(await refusing(jwt(now - 60))).toMatch(/its token has expired/);
    expect(await refusing(jwt(now + 60), undefined, { for: "10m" })).toMatch(
      /is good for another ([45]\d|60)(\.\d)? s only, --for asks for 10 min/,
    );
  });

  it("is told each verb and resource that is missing, with the rules in YAML", async () => {
    const denied: Answering = ({ path, body }) => {
      if (!path.includes("selfsubjectaccessreviews")) return undefined;
      return [201, { status: { allowed: !/readyz|"verb":"get","namespace":"default"/.test(body) } }];
    };
    const text = await refusing(token, denied);
    expect(text).toContain("not permitted: get configmaps kube-root-ca.crt in namespace default; get /readyz.");
    expect(text).toContain(
      '- { apiGroups: [""], resources: [configmaps], resourceNames: [kube-root-ca.crt], verbs: [get] }',
    );
    expect(text).toContain("- { nonResourceURLs: [/readyz], verbs: [get] }");
    const write = await refusing(
      token,
      ({ path, body }) =>
        path.includes("selfsubjectaccessreviews")
          ? [201, { status: { allowed: !body.includes('"create"') } }]
          : undefined,
      { write: "probe" },
    );
    expect(write).toContain("not permitted: create namespaces; create configmaps in namespace probe.");
  });

  it("wants to write where a namespace is already, or to read what is not there", async () => {
    const there: Answering = ({ path }) => (path === "/api/v1/namespaces/mine" ? [200, {}] : undefined);
    expect(await refusing(token, there, { write: "mine" })).toMatch(/namespace mine is there already/);
    const none: Answering = ({ path }) => (path.includes("/configmaps") ? [404, {}] : undefined);
    expect(await refusing(token, none)).toMatch(
      /no ConfigMap kube-root-ca\.crt in namespace default: name one with --read/,
    );
  });
});

describe("options that do not fit", () => {
  it.each<[string, Partial<MonitorOptions>, RegExp]>([
    ["an unknown operation", { lanes: "quorum-raed/new" }, /"quorum-raed": did you mean quorum-read/],
    ["an operation for clusters of ours alone", { lanes: "etcd-status/new" }, /"etcd-status"/],
    ["an unknown connection", { lanes: "quorum-read/nwe" }, /no connection "nwe": did you mean new/],
    ["a lane that is none", { lanes: "quorum-read/new/10" }, /write operation\/connection/],
    ["a lane twice", { lanes: "readyz/new,readyz/new@5hz" }, /readyz\/new is there twice/],
    ["a rate out of range", { lanes: "readyz/new@500hz" }, /a rate from 0\.1 to 50 hz/],
    ["writes without a namespace", { lanes: "write/new" }, /need --write/],
    ["a deadline out of range", { deadline: "5ms" }, /--deadline 5ms: from 100ms to 60s/],
    [
      "a latency limit above the deadline",
      { deadline: "1s", latencyLimit: "2s" },
      /--latency-limit 2s is above the deadline of 1 s/,
    ],
    [
      "a limit that cannot be told",
      { maxOutage: "200ms" },
      /cannot be judged at 10 hz: .*200 ms apart; probe at 14 hz/,
    ],
    ["a limit that cannot be told at all", { maxOutage: "60ms" }, /at least 90 ms can be judged, at 50 hz/],
    ["a duration that is none", { maxOutage: "soon" }, /--max-outage: "soon" is not a duration/],
    ["no time", { for: "0s" }, /--for 0s: longer than nothing/],
    ["a system's namespace", { write: "kube-system" }, /is the system's/],
    ["a namespace that cannot be one", { write: "A_b" }, /no name of a namespace/],
    ["writes without an end", { write: "x", for: "5h" }, /--write needs --for, at most 4h/],
    ["a thing to read that is none", { read: "x" }, /write the namespace and the name of a ConfigMap/],
  ])("%s", async (_, options, message) => {
    const file = writeKubeconfig(temporaryFolder(), { server: "https://127.0.0.1:1" }, token);
    expect(await refusal(file, options)).toMatch(message);
  });
});

it("finds an exec plugin's command beside the kubeconfig, and tells it where it is asked for", async () => {
  const folder = join(temporaryFolder(), "k");
  mkdirSync(folder);
  writeFileSync(join(folder, "give"), '#!/bin/sh\necho "$KUBERNETES_EXEC_INFO $HINT" >&2\nexit 1\n');
  chmodSync(join(folder, "give"), 0o755);
  const exec = { ...plugin("./give"), env: [{ name: "HINT", value: "hinted" }], provideClusterInfo: true };
  const file = writeKubeconfig(folder, { server: "https://127.0.0.1:1" }, { exec });
  expect(await refusal(file)).toMatch(
    /ended with 1: .*"interactive":false.*"server":"https:\/\/127\.0\.0\.1:1".* hinted$/,
  );
});

function plugin(command: string) {
  return { apiVersion: "client.authentication.k8s.io/v1", command, interactiveMode: "IfAvailable" };
}

it("says so on one line, exits with 2 and leaves no folder behind", async () => {
  const folder = temporaryFolder();
  const argv = ["monitor", "--kubeconfig", join(folder, "gone"), "--reports", join(folder, "reports")];
  const { exitCode, stderr, stdout } = await run([process.execPath, "src/cli.ts", ...argv], { timeoutMs: 60_000 });
  expect({ exitCode, stdout, stderr: stderr.trim() }).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: `chaos: ${join(folder, "gone")}: there is no such kubeconfig: name one with --kubeconfig`,
  });
  expect(existsSync(join(folder, "reports"))).toBe(false);
});
