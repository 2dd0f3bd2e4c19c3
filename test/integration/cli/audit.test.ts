import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ClusterFacts, Finding } from "../../../src/audit/facts.ts";
import { type Answering, base64, makeCertificates, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { deployment, goodCluster } from "../../support/good-cluster.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const cli = new URL("../../../src/cli.ts", import.meta.url).pathname;
const collections = {
  nodes: "nodes",
  pods: "pods",
  deployments: "deployments",
  statefulsets: "statefulSets",
  poddisruptionbudgets: "budgets",
  persistentvolumes: "volumes",
  persistentvolumeclaims: "claims",
  cronjobs: "cronJobs",
  services: "services",
  mutatingwebhookconfigurations: "mutatingWebhooks",
  validatingwebhookconfigurations: "validatingWebhooks",
} as const;

let made: Awaited<ReturnType<typeof makeCertificates>>;
beforeAll(async () => {
  made = await makeCertificates();
});

/** Answers lists as an API server with this cluster does, two items a page. */
function serving(facts: ClusterFacts, refused: readonly string[] = []): Answering {
  return ({ path }) => {
    const url = new URL(path, "https://x");
    const name = url.pathname.split("/").at(-1) ?? "";
    if (refused.includes(name)) return [403, { message: `${name} is forbidden` }];
    if (name === "kubeadm-config") {
      const ClusterConfiguration = `controlPlaneEndpoint: ${facts.controlPlane?.endpoint}\n`;
      return [200, { data: { ClusterConfiguration } }];
    }
    if (!Object.hasOwn(collections, name)) return undefined;
    const items = facts[collections[name as keyof typeof collections]];
    const from = Number(url.searchParams.get("continue") ?? 0);
    const more = from + 2 < items.length ? { continue: String(from + 2) } : {};
    return [200, { metadata: more, items: items.slice(from, from + 2) }];
  };
}

async function kubeconfigOf(answering: Answering): Promise<{ file: string; asked: string[] }> {
  const { port, asked } = await serveApi([made.server], answering);
  const cluster = { server: `https://127.0.0.1:${port}`, "certificate-authority-data": base64(made.authority.cert) };
  return { file: writeKubeconfig(temporaryFolder(), cluster, { token: "good" }), asked };
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function audit(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [cli, "audit", ...args], { env: { ...process.env, NO_COLOR: "1" } });
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    texts.stderr += text;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, ...texts })));
}

/** The good cluster as it is now, because the command looks at the clock. */
function now(): ClusterFacts {
  const good = goodCluster();
  const cronJobs = good.cronJobs.map((job) => ({
    ...job,
    status: { lastSuccessfulTime: new Date().toISOString() as never },
  }));
  return { ...good, cronJobs };
}

describe("audit", () => {
  it("reads every page with GET alone, and finds nothing in a good cluster", async () => {
    const { file, asked } = await kubeconfigOf(serving(now()));
    const { code, stdout, stderr } = await audit("--kubeconfig", file, "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, findings: [], summary: { nodes: 6, controlPlanes: 3 } });
    expect(asked.every((request) => request.startsWith("GET "))).toBe(true);
    expect(asked.filter((request) => request.includes("/pods?")).length).toBeGreaterThan(3);
  });

  it("exits with 1 from the severity on that is asked for, and takes the load balancer's own configuration", async () => {
    const facts = { ...now(), cronJobs: [] };
    const { file } = await kubeconfigOf(serving(facts));
    expect((await audit("--kubeconfig", file)).code).toBe(0);
    const medium = await audit("--kubeconfig", file, "--fail-on", "medium");
    expect(medium.code).toBe(1);
    expect(medium.stdout).toMatch(/! medium {2}etcd snapshots: no CronJob/);
    const balancer = join(temporaryFolder(), "haproxy.cfg");
    writeFileSync(
      balancer,
      "backend api\n  option httpchk GET /healthz\n  server a 10.0.0.1:6443 check check-ssl verify none inter 2s\n",
    );
    const lingering = facts.pods.map((pod) => {
      const command = ["kube-apiserver", "--shutdown-delay-duration=20s"];
      if (pod.metadata?.labels?.component !== "kube-apiserver") return pod;
      return { ...pod, spec: { ...pod.spec, containers: [{ name: "main", command }] } };
    });
    const other = await kubeconfigOf(serving({ ...facts, pods: lingering }));
    const { stdout } = await audit("--kubeconfig", other.file, "--load-balancer", balancer, "--json");
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect(findings.map(({ check }) => check)).toEqual(["snapshots", "load-balancer"]);
  });

  it("leaves out what is excluded, shows what is accepted, and writes SARIF beside", async () => {
    const facts = now();
    const alone = deployment("shop", "alone", ["worker-a"]);
    const shared = deployment("tools", "shared", ["worker-a", "worker-a"]);
    const { file } = await kubeconfigOf(
      serving({
        ...facts,
        deployments: [...facts.deployments, alone.deployment, shared.deployment],
        pods: [...facts.pods, ...alone.pods, ...shared.pods],
      }),
    );
    const folder = temporaryFolder();
    const accepted = join(folder, "findings.yaml");
    const entry = { check: "single-replica", subject: "Deployment shop/*", reason: "a cache", until: "2999-12-31" };
    writeFileSync(accepted, JSON.stringify({ accepted: [entry, { ...entry, subject: "Deployment shop/gone" }] }));
    const sarif = join(folder, "audit.sarif");
    const { code, stdout } = await audit(
      ...["--kubeconfig", file, "--fail-on", "high=0,medium=0", "--exclude", "tools", "--exclude", "nobody-*"],
      ...["--accept", accepted, "--sarif", sarif],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/= accepted {2}Deployment shop\/alone: one replica, on worker-a/);
    expect(stdout).toMatch(/until 2999-12-31: a cache/);
    expect(stdout).toMatch(/note: the acceptance of single-replica: Deployment shop\/gone fits nothing/);
    expect(stdout).toMatch(/note: --exclude nobody-\* leaves nothing out/);
    expect(stdout).toMatch(/left out by --exclude tools: 2 findings/);
    const { runs } = JSON.parse(readFileSync(sarif, "utf8")) as { runs: { results: { suppressions?: unknown[] }[] }[] };
    expect(runs[0]?.results.map(({ suppressions }) => suppressions?.length)).toEqual([1]);
    expect((await audit("--kubeconfig", file)).code).toBe(1);
  });

  it("names everything that it may not read, with the rules that permit it", async () => {
    const { file } = await kubeconfigOf(serving(now(), ["cronjobs", "poddisruptionbudgets", "kubeadm-config"]));
    const { code, stdout, stderr } = await audit("--kubeconfig", file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/not permitted to read .*poddisruptionbudgets, .*cronjobs, .*kubeadm-config/);
    expect(stderr).toContain('- { apiGroups: ["policy"], resources: [poddisruptionbudgets], verbs: [list] }');
    expect(stderr).toContain(
      '- { apiGroups: [""], resources: [configmaps], resourceNames: [kubeadm-config], verbs: [get] }',
    );
  });

  it("says in one line what is wrong with a word, a file or a server", async () => {
    const { file } = await kubeconfigOf(serving(now()));
    const bad = join(temporaryFolder(), "nginx.conf");
    writeFileSync(bad, "server {}\n");
    const gone = `${bad}-gone`;
    const cases: readonly [readonly string[], RegExp][] = [
      [["--kubeconfig", file, "--fail-on", "severe"], /--fail-on severe: write high, medium, low or never/],
      [["--kubeconfig", file, "--load-balancer", bad], /nginx\.conf: is none of these: Envoy's clusters.*haproxy\.cfg/],
      [["--kubeconfig", file, "--accept", bad], /nginx\.conf: the whole file: .*it has a list "accepted"/],
      [["--kubeconfig", file, "--accept", gone], /--accept .*nginx\.conf-gone: there is no such file/],
      [["--kubeconfig", file, "--load-balancer", gone], /nginx\.conf-gone: there is no such file/],
      [["--kubeconfig", gone], /there is no such kubeconfig/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await audit(...args);
      expect(code, stderr).toBe(2);
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain("this is a bug");
    }
  });
});
