import { describe, expect, test } from "vitest";
import {
  describeProblem,
  type PullProblem,
  proxyHint,
  pullProblem,
  pullProblems,
} from "../../../../src/setup/registry/pull-problem.ts";

/** What engines print: moby 20 to 29, with their own image store and with containerd's. */
const outputs: readonly (readonly [PullProblem, string])[] = [
  ["missing", "Error response from daemon: manifest for kindest/node:v9 not found: manifest unknown: manifest unknown"],
  [
    "missing",
    "Error response from daemon: repository 127.0.0.1:5000/x not found: name unknown: repository name not known",
  ],
  ["missing", "Error response from daemon: no matching manifest for linux/riscv64 in the manifest list entries"],
  ["missing", 'Error response from daemon: failed to resolve reference "docker.io/kindest/node:v9": not found'],
  [
    "rate-limited",
    "Error response from daemon: toomanyrequests: You have reached your unauthenticated pull rate limit.",
  ],
  [
    "rate-limited",
    "Error response from daemon: unexpected status from HEAD request to https://r/v2/x/manifests/v1: 429 Too Many Requests",
  ],
  ["unauthorized", 'Error response from daemon: Head "https://r/v2/x/manifests/v1": no basic auth credentials'],
  ["unauthorized", "Error response from daemon: unauthorized: authentication required"],
  [
    "unauthorized",
    "Error response from daemon: pull access denied for x, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
  ],
  [
    "unauthorized",
    "Error response from daemon: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://r/token: 401 Unauthorized",
  ],
  [
    "certificate",
    'Error response from daemon: Get "https://r/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  ["certificate", 'Error response from daemon: Get "https://r/v2/": http: server gave HTTP response to HTTPS client'],
  [
    "clock",
    'Error response from daemon: Get "https://r/v2/": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2016-01-01T00:00:12Z is before 2026-09-01T00:00:00Z',
  ],
  [
    "proxy",
    'Error response from daemon: Get "https://r/v2/": proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused',
  ],
  ["proxy", 'Error response from daemon: Get "https://r/v2/": Proxy Authentication Required'],
  ["unreachable", 'Error response from daemon: Get "https://r/v2/": dial tcp: lookup r on 8.8.8.8:53: no such host'],
  ["unreachable", 'Error response from daemon: Get "https://r/v2/": dial tcp 1.2.3.4:443: i/o timeout'],
  ["unreachable", 'Error response from daemon: Get "https://r/v2/": dial tcp 1.2.3.4:443: connect: connection refused'],
  ["unreachable", 'Error response from daemon: Get "https://r/v2/": net/http: TLS handshake timeout'],
  [
    "unreachable",
    'Error response from daemon: Get "https://r/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
  ],
  ["unreachable", 'Error response from daemon: Get "https://r/v2/": EOF'],
  ["failed", "failed to register layer: write /usr/bin/kubelet: no space left on device"],
  ["failed", "Error response from daemon: received unexpected HTTP status: 503 Service Unavailable"],
  ["failed", ""],
];

describe("why an image did not come", () => {
  test.each(outputs)("%s: %s", (problem, output) => {
    expect(pullProblem(`${output}\n`, false)).toMatchObject({ outcome: problem });
  });

  test("a registry that had begun to give it is not unreachable", () => {
    const output = "abcdefabcdef: Pulling fs layer\nError response from daemon: unexpected EOF\n";
    expect(pullProblem(output, true)).toEqual({ outcome: "broken-off", detail: "unexpected EOF" });
    expect(pullProblem(output, false)).toMatchObject({ outcome: "unreachable" });
  });

  test("only one that nobody answered may be built for: every other one has something to do", () => {
    const seen = new Set<PullProblem>([...outputs.map(([problem]) => problem), "broken-off"]);
    expect([...seen].toSorted()).toEqual(pullProblems.toSorted());
    for (const problem of pullProblems) {
      const text = describeProblem(problem, "in its words", { image: "a/b:v1", registry: "r:5000" });
      expect(text).not.toMatch(/[{}]/);
      expect(text).toMatch(/^[^\n]+ \(in its words\): \S[^\n]+$/);
      expect(text).toMatch(problem === "broken-off" ? /run it again/ : /--build/);
    }
    const login = describeProblem("unauthorized", "x", { image: "a/b:v1", registry: "r:5000" });
    expect(login).toContain('"docker login r:5000"');
    const trust = describeProblem("certificate", "x", { image: "a/b:v1", registry: "r:5000" });
    expect(trust).toContain("/etc/docker/certs.d/r:5000/ca.crt");
  });

  test.each([
    [
      { HTTPS_PROXY: "http://p:1" },
      {},
      /HTTPS_PROXY is set in this shell, but the Docker engine, which pulls, has no proxy/,
    ],
    [{ https_proxy: "http://p:1" }, { HttpsProxy: "" }, /https_proxy is set/],
    [{ HTTPS_PROXY: "http://p:1" }, { HttpsProxy: "http://p:1" }, undefined],
    [{ HTTPS_PROXY: "" }, {}, undefined],
    [{}, {}, undefined],
  ])("a shell's proxy %j beside the engine's %j", (env, engine, hint) => {
    if (hint === undefined) expect(proxyHint(env, engine)).toBeUndefined();
    else expect(proxyHint(env, engine)).toMatch(hint);
  });
});
