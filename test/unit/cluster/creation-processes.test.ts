import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { endCreation, makesNode, orphanedKinds } from "../../../src/cluster/creation-processes.ts";
import { readProcesses } from "../../../src/host/processes.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

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
  const words = (name: string) => ["/k/kind", "create", "cluster", "--name", name, "--retain", "--verbosity", "1"];
  const one = (pid: number, parent: number, ...its: string[]) => ({ pid, parent, group: pid, words: its });
  const processes = [
    one(1, 0, "node", "/entrypoint.js"),
    one(2, 1, "/usr/bin/node", "src/cli.ts"),
    one(3, 2, ...words("kc-a")),
    one(4, 1, ...words("kc-a")),
    one(5, 1, ...words("kc-ab")),
    one(6, 99, ...words("kc-a")),
    // A person's own, and one whose path has a space where ps tells of it.
    one(7, 1, "kind", "create", "cluster", "--name", "kc-a"),
    one(8, 1, "sh", "-c", words("kc-a").join(" ")),
    one(9, 1, "/my", ...words("kc-a")),
    one(10, 11, ...words("kc-a")),
    one(11, 1, "/my", "own/bin/node", "src/cli.ts"),
  ];
  expect(orphanedKinds(processes, "kc-a").map(({ pid }) => pid)).toEqual([4, 6, 9]);
});

it("ends a kind whose harness is gone", async () => {
  const cluster = `kc-orphan-${process.pid}`;
  // The shell between ends at once: what it began has another parent then.
  const kind = `sh -c 'read line' create cluster --name ${cluster} --retain --verbosity 1 <&3 >/dev/null 2>&1 &`;
  spawnSync("sh", ["-c", `mkfifo "$1" && exec 3<>"$1"; ${kind}`, "sh", join(temporaryFolder(), "held")]);
  await expect.poll(() => orphanedKinds(readProcesses(), cluster)).toHaveLength(1);
  await endCreation(cluster);
  await expect.poll(() => orphanedKinds(readProcesses(), cluster)).toEqual([]);
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
