import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { type Answering, base64, makeCertificates, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let made: Awaited<ReturnType<typeof makeCertificates>>;
beforeAll(async () => {
  made = await makeCertificates();
});

const ready = { conditions: [{ type: "Ready", status: "True" }] };
const empty = { items: [], metadata: {} };

/** A worker that is cordoned at the second look at the nodes, when hindrances were seen, and has another kubelet later. */
function upgraded(): Answering {
  let looks = 0;
  return ({ method, path }) => {
    if (method !== "GET") return undefined;
    if (path.startsWith("/api/v1/nodes?limit=500") && !path.includes("continue")) {
      looks += 1;
      const kubeletVersion = looks < 5 ? "v1.36.4" : "v1.37.0";
      const spec = looks >= 3 && looks < 5 ? { unschedulable: true } : {};
      const item = { metadata: { name: "worker", uid: "u" }, spec, status: { ...ready, nodeInfo: { kubeletVersion } } };
      return [200, { items: [item], metadata: {} }];
    }
    if (path.includes("/poddisruptionbudgets")) return [403, { message: "forbidden" }];
    if (path.includes("endpointslices")) return [200, empty];
    return /\?limit=500/.test(path) ? [200, empty] : undefined;
  };
}

function monitor(kubeconfig: string, ...more: readonly string[]) {
  const args = ["src/cli.ts", "monitor", "--kubeconfig", kubeconfig, "--reports", join(temporaryFolder(), "reports")];
  return execa(process.execPath, [...args, "--upgrade", "--json", "--lanes", "quorum-read/new", ...more], {
    reject: false,
    env: { NO_COLOR: "1" },
  });
}

const cluster = (port: number) => ({
  server: `https://127.0.0.1:${port}`,
  "certificate-authority-data": base64(made.authority.cert),
});

it("follows an upgrade with GET alone, and tells what it could not read", async () => {
  const { port, asked } = await serveApi([made.server], upgraded());
  const kubeconfig = writeKubeconfig(temporaryFolder(), cluster(port), { token: "good" });
  const { stdout, stderr } = await monitor(kubeconfig, "--for", "10s");
  const { upgrade } = JSON.parse(stdout) as Report;
  expect(upgrade?.nodes, stderr).toMatchObject([
    { node: "worker", from: "v1.36.4", to: "v1.37.0", signs: ["cordoned", "kubelet from v1.36.4 to v1.37.0"] },
  ]);
  expect(upgrade?.nodes[0]?.end).not.toBeNull();
  expect(upgrade?.unread.map(({ what }) => what)).toEqual(
    expect.arrayContaining(["static pods", "poddisruptionbudgets", "API servers at their own addresses"]),
  );
  expect(upgrade?.apiServers).toMatchObject([{ server: "the server of the kubeconfig", source: "asked" }]);
  expect(stderr).toMatch(/upgrade: node worker: v1\.36\.4, cordoned/);
  expect(asked.filter((request) => !/^GET |^POST .*selfsubjectaccessreviews/.test(request))).toEqual([]);
});

it("says before the first attempt that nodes may not be listed, with the rule that permits it", async () => {
  const { port } = await serveApi([made.server], ({ path, body }) =>
    path.includes("selfsubjectaccessreviews") && body.includes('"nodes"')
      ? [201, { status: { allowed: false } }]
      : undefined,
  );
  const kubeconfig = writeKubeconfig(temporaryFolder(), cluster(port), { token: "good" });
  const { stderr, exitCode } = await monitor(kubeconfig, "--for", "1s");
  expect(exitCode).toBe(2);
  expect(stderr).toContain(
    'not permitted: list nodes. Rules that permit it (docs/monitor.md): - { apiGroups: [""], resources: [nodes], verbs: [list] }',
  );
});
