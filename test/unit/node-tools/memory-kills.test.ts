import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { memoryKillsOf } from "../../../src/node-tools/memory-kills.ts";
import { recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const node = { name: "kc-x-worker", containerId: "b0b" };
const log = (limit: string, task: string) =>
  `[    1.000250] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=${limit},task_memcg=/docker/b0b/kubelet/x,task=${task},pid=1,uid=0`;

/** What is told by the look's own script, with control groups and a kernel's log of ours. */
async function told(files: Readonly<Record<string, string>>, lines: readonly string[] | undefined) {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "lines"), `${(lines ?? []).join("\n")}\n`);
  const dmesg = lines === undefined ? "exit 1" : `cat '${join(folder, "lines")}'`;
  writeFileSync(join(folder, "bin/dmesg"), `#!/bin/sh\n${dmesg}\n`, { mode: 0o755 });
  const runtime = recordingRuntime({});
  const env = { PATH: `${join(folder, "bin")}:/usr/bin:/bin` };
  const look = async (_node: string, argv: readonly string[]) => {
    const [shell = "", ...words] = argv.map((word) => word.replaceAll("/sys/fs/cgroup", folder));
    const { status, stdout, stderr } = spawnSync(shell, words, { encoding: "utf8", env });
    expect([status, stderr]).toEqual([0, ""]);
    return { exitCode: 0, stdout, stderr };
  };
  return memoryKillsOf({ ...runtime, look }, node);
}

it("is what the node's own group counts, with control groups v2", async () => {
  const files = { "memory.events": "low 0\nmax 9\noom 4\noom_kill 3\noom_group_kill 0\n" };
  expect(await told(files, [])).toEqual({ kills: 3, killed: [], isLogged: false });
});

it("is what each group counts, with control groups v1", async () => {
  const control = (kills: number) => `oom_kill_disable 0\nunder_oom 0\noom_kill ${kills}\n`;
  const files = { "memory/memory.oom_control": control(0), "memory/kubelet/pod/memory.oom_control": control(2) };
  expect(await told(files, [])).toEqual({ kills: 2, killed: [], isLogged: false });
});

it("names what was killed at the node's own limit, and at no other", async () => {
  const lines = [
    log("/docker/b0b", "coredns"),
    log("/docker/b0b/kubelet/pod7", "limited"),
    log("/docker/another", "stranger"),
    log("/system.slice/docker-b0b.scope", "kubelet"),
    "[2.0] something else",
  ];
  expect(await told({ "memory.events": "oom_kill 2\n" }, lines)).toEqual({
    kills: 2,
    killed: [
      { atUs: 1_000_250, name: "coredns" },
      { atUs: 1_000_250, name: "kubelet" },
    ],
    isLogged: true,
  });
});

it("says where the kernel's log cannot be read", async () => {
  expect(await told({ "memory.events": "oom_kill 2\n" }, undefined)).toEqual({ kills: 2, killed: [], isLogged: false });
});
