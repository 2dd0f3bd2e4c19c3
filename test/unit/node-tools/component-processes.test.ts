import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { apiPod, componentWords } from "../../../src/node-tools/component-processes.ts";
import { readProcesses } from "../../../src/node-tools/processes.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const uid = "0b9e6c1a-5d2f-4c3b-8a7e-1f2d3c4b5a69";
const systemdUid = uid.replaceAll("-", "_");
const digest = uid.replaceAll("-", "");
const kubelet = "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice";
const container = `cri-containerd-${digest}${digest}.scope`;

it.each<[string, string, boolean]>([
  ["a static pod", `0::${kubelet}/kubelet-kubepods-burstable-pod${digest}.slice/${container}`, false],
  ["an application's pod", `0::${kubelet}/kubelet-kubepods-burstable-pod${systemdUid}.slice/${container}`, true],
  ["an application's pod, without systemd", `4:memory:/kubelet/kubepods/besteffort/pod${uid}/${digest}`, true],
  ["a static pod of a cluster in a pod", `4:cpu:/kubepods/pod${uid}/${digest}/kubelet/kubepods/pod${digest}/1`, false],
  ["no pod", "0::/", false],
  ["a node's own service", "0::/system.slice/etcd.service", false],
])("control groups tell processes of applications from a node's own: %s", (_, group, isApplication) => {
  const { status } = spawnSync("grep", ["-qE", apiPod], { input: `${group}\n` });
  expect(status).toBe(isApplication ? 0 : 1);
});

function ran(name: string, path = process.env.PATH) {
  const words = componentWords(name).slice(1);
  const { status, stdout } = spawnSync("/bin/sh", words, { encoding: "utf8", env: { PATH: path } });
  return { status, pids: readProcesses(stdout).map(({ pid }) => pid) };
}

it("lists a node's own processes of a name, carried out by a shell", async () => {
  const program = join(temporaryFolder(), "kc-own");
  copyFileSync("/bin/sleep", program);
  const child = spawn(program, ["60"]);
  try {
    await once(child, "spawn");
    expect(ran("kc-nobody|kc-own")).toEqual({ status: 0, pids: [String(child.pid)] });
  } finally {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  expect(ran("kc-own")).toEqual({ status: 0, pids: [] });
});

it("fails where it could not look, instead of telling of nobody", () => {
  expect(ran("kc-own", "/nowhere").status).toBe(127);
});
