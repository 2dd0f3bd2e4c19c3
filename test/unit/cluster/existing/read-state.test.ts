import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ReadingEngine, readState } from "../../../../src/cluster/existing/read-state.ts";
import type { Node } from "../../../../src/model/cluster.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const nodes: Node[] = [
  { name: "shop-control-plane", short: "control-plane", role: "control-plane" },
  { name: "shop-external-load-balancer", short: "lb", role: "load-balancer" },
].map((node) => ({ ...node, containerId: node.short, address: "172.18.0.2", ports: {} }) as Node);

/** An engine whose nodes answer a command by the first of these words that it has. */
function answering(answers: Readonly<Record<string, string>>, exitCode = 0): ReadingEngine {
  return {
    inspect: async (name) => ({
      id: name,
      hostname: name,
      running: true,
      paused: false,
      exitCode: 0,
      restartCount: 0,
      startedAt: "",
      address: "172.18.0.2",
    }),
    exec: async (_node, argv) => {
      const known = Object.keys(answers).find((word) => argv.some((one) => one.includes(word)));
      return { exitCode, stdout: answers[known ?? ""] ?? "", stderr: "it does not answer" };
    },
  };
}

test("a state has what the engine, kubectl and the nodes tell", async () => {
  const list = (items: unknown) => JSON.stringify({ items });
  const taints = [
    { key: "b", effect: "NoSchedule" },
    { key: "a", value: "1", effect: "NoExecute" },
  ];
  const node = {
    metadata: { name: "shop-control-plane" },
    spec: { unschedulable: true, taints },
    status: { conditions: [{ type: "Ready", status: "True" }], nodeInfo: { kubeletVersion: "v1.37.0" } },
  };
  const engine = answering({
    nodes: list([node]),
    namespaces: list([{ metadata: { name: "shop" } }, { metadata: { name: "default" } }]),
    sha256sum: "11aa  etcd.yaml\n22bb *kube-apiserver.yaml\n",
    mangle: "iptables -P INPUT ACCEPT\nqdisc noqueue 0: root \n",
  });
  expect(await readState(engine, nodes)).toEqual({
    containers: Object.fromEntries(nodes.map(({ name }) => [name, { id: name, state: "running", at: "172.18.0.2" }])),
    nodes: {
      "shop-control-plane": {
        ...{ ready: true, cordoned: true, taints: ["a=1:NoExecute", "b=:NoSchedule"] },
        kubelet: "v1.37.0",
      },
    },
    namespaces: ["default", "shop"],
    manifests: { "shop-control-plane": ["etcd.yaml 11aa", "kube-apiserver.yaml 22bb"] },
    rules: { "shop-control-plane": ["iptables -P INPUT ACCEPT", "qdisc noqueue 0: root "] },
  });
});

test("a cluster that does not answer has no state", async () => {
  await expect(readState(answering({}, 1), nodes)).rejects.toThrow(
    /no control plane lists the nodes: .*does not answer/,
  );
});

test("of tables that the pod network changes, too, only chains of this project count", async () => {
  const rules = (engine: ReadingEngine) => readState(engine, nodes).then((state) => state.rules["shop-control-plane"]);
  const { exec, ...others } = answering({ nodes: '{"items":[]}', namespaces: '{"items":[]}' });
  const programs = temporaryFolder();
  const tables = [
    "#!/bin/sh",
    "case $4 in mangle) echo -A FORWARD -j DROP; echo -A KUBE-MARK -j MARK;;",
    "nat) echo -A POSTROUTING -j KIND-MASQ; echo -N KIND-CHAOS-RELAY;;",
    "filter) echo -A INPUT -j KIND-CHAOS-RELAY;; esac",
  ].join("\n");
  for (const [name, text] of Object.entries({ iptables: tables, ip6tables: "#!/bin/sh\nexit 1", tc: "#!/bin/sh" }))
    writeFileSync(join(programs, name), `${text}\n`, { mode: 0o755 });
  const engine: ReadingEngine = {
    ...others,
    exec: async (node, argv) => {
      const [, , script = ""] = argv;
      if (!script.includes("mangle")) return exec(node, argv);
      const { stdout } = spawnSync("sh", argv.slice(1), {
        env: { PATH: `${programs}:/usr/bin:/bin` },
        encoding: "utf8",
      });
      return { exitCode: 0, stdout, stderr: "" };
    },
  };
  expect(await rules(engine)).toEqual([
    "iptables -A FORWARD -j DROP",
    "iptables nat -N KIND-CHAOS-RELAY",
    "iptables filter -A INPUT -j KIND-CHAOS-RELAY",
  ]);
});
