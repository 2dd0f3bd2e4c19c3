import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lastDiskError } from "../../../src/node-tools/disk-errors.ts";
import { recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Carries the look's own script out, with a folder of ours in the place of the kubelet's. */
async function printed(lines: readonly string[] | undefined) {
  const folder = temporaryFolder();
  const own = join(folder, "kube-system_etcd-kc-x_1", "etcd");
  mkdirSync(own, { recursive: true });
  if (lines !== undefined) writeFileSync(join(own, "0.log"), `${lines.join("\n")}\n`);
  const asked: (readonly string[])[] = [];
  const look = async (_node: string, argv: readonly string[]) => {
    asked.push(argv);
    return { exitCode: 0, stdout: "", stderr: "" };
  };
  await lastDiskError({ ...recordingRuntime({}), look }, "kc-x-control-plane");
  const [shell = "", ...words] = (asked[0] ?? []).map((word) => word.replaceAll("/var/log/pods", folder));
  const { status, stdout } = spawnSync(shell, words, { encoding: "utf8" });
  return { status, stdout: stdout.trim() };
}

const line = (time: string, text: string) => `${time} stderr F {"level":"fatal","error":"${text}"}`;

it("is the last of the lines with the error, by their own time", async () => {
  const lines = [
    line("2026-11-28T19:00:00.5Z", "input/output error"),
    line("2026-11-28T18:00:00.5Z", "input/output error"),
    line("2026-11-28T20:00:00.5Z", "no space left on device"),
  ];
  expect(await printed(lines)).toEqual({ status: 0, stdout: "2026-11-28T19:00:00.5Z" });
});

it("is nothing where etcd said nothing of it, and not known where it has no log", async () => {
  expect(await printed([line("2026-11-28T20:00:00.5Z", "timeout")])).toEqual({ status: 0, stdout: "" });
  expect((await printed(undefined)).status).toBe(1);
});
