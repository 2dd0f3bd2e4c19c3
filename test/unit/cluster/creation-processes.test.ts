import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { endCreation, makesNode, orphanedKinds } from "../../../src/cluster/creation-processes.ts";

const label = "io.x-k8s.kind.cluster=kc-a";
const client = ["docker", "run", "--name", "kc-a-worker", "--label", label, "image"];

it("knows a client that makes a node, of one cluster or of any", () => {
  expect(makesNode(client)).toBe(true);
  expect(makesNode(client, "kc-a")).toBe(true);
  expect(makesNode(client, "kc-")).toBe(false);
  expect(makesNode(["docker", "ps", "--filter", `label=${label}`], "kc-a")).toBe(false);
  expect(makesNode(["docker", "exec", "kc-a-worker", "kubeadm"])).toBe(false);
});

it("knows a kind whose harness is gone", () => {
  const words = (name: string) => ["/k/kind", "create", "cluster", "--name", name, "--retain"];
  const processes = [
    { pid: 1, parent: 0, group: 1, words: ["/sbin/init"] },
    { pid: 2, parent: 1, group: 2, words: ["/usr/bin/node", "src/cli.ts"] },
    { pid: 3, parent: 2, group: 3, words: words("kc-a") },
    { pid: 4, parent: 1, group: 4, words: words("kc-a") },
    { pid: 5, parent: 1, group: 5, words: words("kc-ab") },
    { pid: 6, parent: 99, group: 6, words: words("kc-a") },
  ];
  expect(orphanedKinds(processes, "kc-a").map(({ pid }) => pid)).toEqual([4, 6]);
});

it("waits for the clients that make a cluster's nodes, and for no other's", async () => {
  const other = spawn("sh", ["-c", "read line", "run", "io.x-k8s.kind.cluster=kc-made-by-another"]);
  const made = spawn("sh", ["-c", "read line", "run", `io.x-k8s.kind.cluster=kc-made-${process.pid}`]);
  let isOver = false;
  const ended = endCreation(`kc-made-${process.pid}`).then(() => {
    isOver = true;
  });
  await new Promise((looked) => setImmediate(looked));
  expect(isOver).toBe(false);
  made.stdin.end();
  await ended;
  expect(other.exitCode).toBeNull();
  other.kill("SIGKILL");
});
