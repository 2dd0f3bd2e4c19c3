import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { type ExecEngine, execInContainer } from "../../../../src/host/docker/exec.ts";
import { sendSignal } from "../../../../src/host/processes.ts";
import { inFakeTime } from "../../../support/fake-time.ts";

/** An engine whose containers are this machine: commands really run here, with the environment that they are given. */
function thisMachine(asked: string[][] = [], path = process.env.PATH): ExecEngine {
  const exec = async ({ Cmd, Env }: { Cmd: string[]; Env: string[] }) => {
    asked.push(Env);
    const [command = "", ...words] = Cmd;
    let code: number | null = null;
    return {
      start: async () => {
        const stream = new PassThrough();
        const own = Object.fromEntries(Env.map((line) => line.split("=")));
        const child = spawn(command === "sh" ? "/bin/sh" : command, words, { env: { PATH: path, ...own } });
        child.stdout.on("data", (chunk) => stream.writable && stream.write(chunk));
        child.on("close", (exitCode) => {
          code = exitCode ?? 137;
          stream.end();
        });
        return stream;
      },
      inspect: async () => ({ Running: code === null, ExitCode: code }),
    };
  };
  return engineOf(exec);
}

/** An engine that has taken a command on and begins it some time later: what ends it finds nothing. */
function lateEngine(): ExecEngine {
  const exec = async ({ Cmd }: { Cmd: string[] }) => {
    const isCommand = Cmd[0] === "sleep";
    const stream = new PassThrough();
    if (!isCommand) stream.end(`ended ${Cmd.at(-1)}\n`);
    return { start: async () => stream, inspect: async () => ({ Running: isCommand, ExitCode: isCommand ? null : 0 }) };
  };
  return engineOf(exec);
}

function engineOf(exec: unknown): ExecEngine {
  const modem = {
    demuxStream: (stream: PassThrough, stdout: PassThrough) => stream.on("data", (c) => stdout.write(c)),
  };
  return { getContainer: () => ({ exec }), modem } as unknown as ExecEngine;
}

/** Numbers of the processes that were started for a command. */
function startedFor(variable: string): string[] {
  return readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, "utf8").split("\0").includes(variable);
    } catch {
      return false; // It is gone, or another user's.
    }
  });
}

it("returns what a command prints and how it ends", async () => {
  const asked: string[][] = [];
  const argv = ["sh", "-c", "echo out; exit 7"];
  expect(await execInContainer(thisMachine(asked), "node", argv, { timeoutMs: 5_000 })).toEqual({
    exitCode: 7,
    stdout: "out\n",
    stderr: "",
  });
  expect(asked).toHaveLength(1);
});

it("ends a command that does not end in time, with all that it started, and nothing else", async () => {
  const asked: string[][] = [];
  const other = spawn("sleep", ["60"], { env: { PATH: process.env.PATH, KIND_CHAOS_EXEC: "another" } });
  await once(other, "spawn");
  // A child of a session of its own, and one that would start another as long as it lives.
  const script = "setsid sleep 60 & (while :; do sleep 0.05; done) & sleep 60";
  const command = execInContainer(thisMachine(asked), "node", ["sh", "-c", script], { timeoutMs: 500 });
  await expect(command).rejects.toThrow(/^sh in node: it did not end within 0.5 s; it was ended$/);
  await expect(command).rejects.toMatchObject({ code: "exec-timeout" });
  expect(startedFor(asked[0]?.[0] ?? "")).toEqual([]);
  expect(startedFor("KIND_CHAOS_EXEC=another")).toEqual([String(other.pid)]);
  other.kill("SIGKILL");
});

it("says that a command may go on where nobody could see its end", async () => {
  const asked: string[][] = [];
  const blind = thisMachine(asked, "/nowhere");
  await expect(execInContainer(blind, "node", ["/bin/sleep", "60"], { timeoutMs: 300 })).rejects.toThrow(
    /; it may go on: processes cannot be seen|it may go on: its end was not seen/,
  );
  for (const pid of startedFor(asked[0]?.[0] ?? "")) sendSignal(Number(pid), "SIGKILL");
});

it("says that a command may go on which the engine had not begun when its time was over", async () => {
  const command = inFakeTime(() => execInContainer(lateEngine(), "node", ["sleep", "60"], { timeoutMs: 100 }));
  await expect(command).rejects.toThrow(/; it may go on: the engine has not seen it end/);
});
