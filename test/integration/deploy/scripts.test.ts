import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { nightValues } from "../../support/deploy.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

interface Called {
  readonly exitCode: number | undefined;
  readonly calls: readonly (readonly string[])[];
}

/**
 * Runs a script of a pod with a command in the place of kind-chaos that keeps its words and exits, of each verb with these
 * codes one after the other.
 */
async function call(
  script: string,
  codes: Readonly<Record<string, readonly number[]>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Called> {
  const folder = temporaryFolder();
  for (const [verb, those] of Object.entries(codes)) writeFileSync(join(folder, verb), `${those.join("\n")}\n`);
  const command = `#!/bin/sh
printf '%s\\n' "$@" '' >>"${folder}/called"
code=$(head -1 "${folder}/$1")
sed -i 1d "${folder}/$1"
exit "$code"
`;
  writeFileSync(join(folder, "kind-chaos"), command, { mode: 0o755 });
  const { exitCode } = await execa(join(projectFolder, "deploy", script), [], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env.PATH}`, ...nightValues(), ...env },
    extendEnv: false,
    reject: false,
  });
  const calls = readFileSync(join(folder, "called"), "utf8").split("\n\n").filter(Boolean);
  return { exitCode, calls: calls.map((words) => words.trim().split("\n")) };
}

const values = { NIGHT: "--all --repeat 3", SHARDS: "200", SEED: "7", DEADLINE: "1h", REPORTS: "/r", DURATIONS: "" };
const env = { ...values, VERSIONS: "1.36,1.37", STORE: "s3://b/n", JOB_COMPLETION_INDEX: "16" };

describe("shard.sh", () => {
  test("runs the shard of its index, from 1, and puts it into the store", async () => {
    const { exitCode, calls } = await call("shard.sh", { run: [0] }, env);
    expect(exitCode).toBe(0);
    expect(calls).toEqual([
      [
        ...["run", "--all", "--repeat", "3", "--versions", "1.36,1.37", "--shard", "17/200", "--seed", "7", "--resume"],
        ...["--deadline", "1h", "--reports", "/r/shard-17-of-200", "--store", "s3://b/n"],
      ],
    ]);
  });

  test("needs neither store, versions nor an earlier night", async () => {
    const { calls } = await call("shard.sh", { run: [0] }, { ...env, STORE: "", VERSIONS: "" });
    expect(calls[0]).not.toContain("--store");
    expect(calls[0]).not.toContain("--versions");
    const cut = await call("shard.sh", { run: [0] }, { ...env, DURATIONS: "s3://b/before/merged" });
    expect(cut.calls[0]?.join(" ")).toContain("--durations s3://b/before/merged");
  });

  test("provides images only where a shard has to be run, of every version", async () => {
    const { exitCode, calls } = await call("shard.sh", { run: [2, 3], setup: [0] }, env);
    expect(exitCode).toBe(0);
    expect(calls.map(([verb]) => verb)).toEqual(["run", "setup", "run"]);
    expect(calls[1]).toEqual(["setup", "--kubernetes", "1.36", "--kubernetes", "1.37"]);
    expect(calls[2]).toEqual(calls[0]);
    const usual = await call("shard.sh", { run: [2, 0], setup: [0] }, { ...env, VERSIONS: "" });
    expect(usual.calls[1]).toEqual(["setup"]);
  });

  test.each([
    ["passed", [0], 0],
    ["found something", [1], 0],
    ["was inconclusive", [3], 0],
    ["was interrupted", [130], 130],
    ["failed twice", [2, 2], 2],
    ["was killed", [137], 137],
  ])("where a shard %s the Job is told what is to be run again", async (_what, run, expected) => {
    expect((await call("shard.sh", { run, setup: [0] }, env)).exitCode).toBe(expected);
  });

  test("a set-up that fails has the pod tried again", async () => {
    const { exitCode, calls } = await call("shard.sh", { run: [2], setup: [2] }, env);
    expect([exitCode, calls.length]).toEqual([2, 2]);
  });
});

describe("a pod that has to go", () => {
  /** Tells the script to end while the command runs, which heals first and ends with a code. */
  async function told(code: number) {
    const folder = temporaryFolder();
    const command = `#!/bin/sh
trap 'kill $!; echo healed; exit ${code}' TERM
tail -f /dev/null &
echo "$1 began"
wait
`;
    writeFileSync(join(folder, "kind-chaos"), command, { mode: 0o755 });
    const running = execa(join(projectFolder, "deploy/shard.sh"), [], {
      cwd: folder,
      env: { PATH: `${folder}:${process.env.PATH}`, ...nightValues(), ...env },
      extendEnv: false,
      reject: false,
    });
    running.stdout.once("data", () => running.kill("SIGTERM"));
    const { exitCode, stdout } = await running;
    return { exitCode, lines: stdout.split("\n") };
  }

  test("waits for what heals, and is run again", async () => {
    expect(await told(130)).toEqual({ exitCode: 130, lines: ["run began", "healed"] });
  });

  test("begins nothing more", async () => {
    expect(await told(2)).toEqual({ exitCode: 130, lines: ["run began", "healed"] });
  });
});

describe("merge.sh", () => {
  test("waits for all shards, and exits as the night did", async () => {
    const { exitCode, calls } = await call("merge.sh", { merge: [1] }, { ...env, WAIT: "8h" });
    expect(exitCode).toBe(1);
    expect(calls).toEqual([
      [...["merge", "s3://b/n", "--expect", "200", "--wait", "8h", "--output", "/r/merged", "--store", "s3://b/n"]],
    ]);
  });

  test("takes the volume where there is no store", async () => {
    const { calls } = await call("merge.sh", { merge: [0] }, { ...env, STORE: "" });
    expect(calls[0]?.slice(0, 2)).toEqual(["merge", "/r"]);
    expect(calls[0]).not.toContain("--store");
  });
});
