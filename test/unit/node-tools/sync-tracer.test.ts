import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { syncTracer } from "../../../src/node-tools/sync-tracer.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** fdatasync by itself is in no node; this one asks for it each time it is told to, and says how long it took. */
const writer = `
use strict; use IO::Handle; use POSIX (); $| = 1; $SIG{USR1} = sub { print "signal\\n" };
open(my $file, ">", $ARGV[0]) or die; print "ready\\n";
while (<STDIN>) { print $file "x"; $file->flush; my $t = (POSIX::times())[0]; $file->sync or do { printf "failed: %d\\n", $!; next }; printf "%d\\n", 10 * ((POSIX::times())[0] - $t) }
`;

/** Writes in a thread of its own, which begins with the first write, as Node's pool of them does, and says how long it took. */
const poolWriter = `
const { fdatasync, openSync, writeSync } = require("node:fs");
const file = openSync(process.argv[1], "w");
console.log("ready");
process.stdin.on("data", () => {
  writeSync(file, "x");
  const begun = performance.now();
  fdatasync(file, (error) => console.log(error ? "failed: " + -error.errno : String(Math.round(performance.now() - begun))));
});
`;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process that writes when it is told to. */
async function writing(program = "perl", script = writer) {
  const child = spawn(program, ["-e", script, join(temporaryFolder(), "file")], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  expect(await next()).toBe("ready");
  const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8").replace(/^.*\) /s, "");
  const writeAndSay = async () => {
    child.stdin.write("write\n");
    return next();
  };
  const write = async () => Number(await writeAndSay());
  return { child, next, write, writeAndSay, pid: Number(child.pid), startTime: stat.split(" ")[19] ?? "" };
}

/** A tracer of a process, once it traces it, or has ended. */
async function traced(pid: number, startTime: string, delayMs: number, error = 0, script = syncTracer) {
  const words = [pid, startTime, delayMs, error].map(String);
  const tracer = spawn("perl", ["-e", script, "holds", ...words]);
  children.push(tracer);
  const errors: Buffer[] = [];
  tracer.stderr.on("data", (data: Buffer) => errors.push(data));
  const ended = once(tracer, "close");
  return { tracer, ended, said: () => Buffer.concat(errors).toString() };
}

function tracerOf(pid: number): number {
  return Number(/^TracerPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

/** The threads of a process that this one does not trace. */
function untraced(pid: number, tracer: number | undefined): string[] {
  return readdirSync(`/proc/${pid}/task`).filter((tid) => tracerOf(Number(tid)) !== tracer);
}

describe.runIf(process.platform === "linux")("the tracer of waits for a disk", () => {
  it("holds each wait for its delay, passes signals on, and lets all go when it is killed", async () => {
    const { child, next, write, pid, startTime } = await writing();
    expect(await write()).toBeLessThan(300);
    const { tracer, ended } = await traced(pid, startTime, 400);
    await expect.poll(() => tracerOf(pid)).toBe(tracer.pid);
    expect(await write()).toBeGreaterThanOrEqual(390);
    expect(await write()).toBeGreaterThanOrEqual(390);
    child.kill("SIGUSR1");
    expect(await next()).toBe("signal");
    tracer.kill("SIGKILL");
    await ended;
    expect(tracerOf(pid)).toBe(0);
    expect(await write()).toBeLessThan(300);
  });

  it("that is a sham holds nothing", async () => {
    const { write, pid, startTime } = await writing();
    const { tracer } = await traced(pid, startTime, 0);
    await expect.poll(() => tracerOf(pid)).toBe(tracer.pid);
    expect(await write()).toBeLessThan(300);
  });

  it("fails each wait with its error, does nothing else to it, and no more when it is killed", async () => {
    const { write, writeAndSay, pid, startTime } = await writing();
    const { tracer, ended } = await traced(pid, startTime, 0, 5);
    await expect.poll(() => tracerOf(pid)).toBe(tracer.pid);
    expect([await writeAndSay(), await writeAndSay()]).toEqual(["failed: 5", "failed: 5"]);
    tracer.kill("SIGKILL");
    await ended;
    expect(await write()).toBeLessThan(300);
  });

  it.each(["before it", "under it"])("holds threads that begin %s", async (when) => {
    const { write, pid, startTime } = await writing(process.execPath, poolWriter);
    if (when === "before it") expect(await write()).toBeLessThan(300);
    const { tracer, ended, said } = await traced(pid, startTime, 400);
    await expect.poll(() => untraced(pid, tracer.pid)).toEqual([]);
    expect(await write()).toBeGreaterThanOrEqual(390);
    expect(untraced(pid, tracer.pid)).toEqual([]);
    tracer.kill("SIGKILL");
    await ended;
    expect(said()).toBe("");
    expect(await write()).toBeLessThan(300);
  });

  it("fails the waits of a thread of its own alike", async () => {
    const { writeAndSay, pid, startTime } = await writing(process.execPath, poolWriter);
    const { tracer } = await traced(pid, startTime, 0, 5);
    await expect.poll(() => untraced(pid, tracer.pid)).toEqual([]);
    expect(await writeAndSay()).toBe("failed: 5");
  });

  it("takes a thread that begins between the look for threads and its seizure for traced already", async () => {
    const { child, next, write, pid, startTime } = await writing(process.execPath, poolWriter);
    // Between seizing the first thread and interrupting it, it waits until there is one more.
    const tasks = '() = glob("/proc/$pid/task/*")';
    const waits = `select(undef, undef, undef, 0.01) while $tid == $pid && (${tasks}) == $few; trace($interrupt`;
    const script = syncTracer
      .replace("if (trace($seize", () => `my $few = ${tasks}; if (trace($seize`)
      .replace("trace($interrupt", () => waits);
    expect(script).toContain(waits);
    const { tracer, said } = await traced(pid, startTime, 400, 0, script);
    await expect.poll(() => tracerOf(pid)).toBe(tracer.pid);
    child.stdin.write("write\n");
    expect(Number(await next())).toBeGreaterThanOrEqual(0);
    await expect.poll(() => untraced(pid, tracer.pid)).toEqual([]);
    expect(await write()).toBeGreaterThanOrEqual(390);
    expect(said()).toBe("");
  });

  it("lets go what it holds when it is killed in the middle of a delay", async () => {
    const { child, next, pid, startTime } = await writing();
    const { tracer, ended } = await traced(pid, startTime, 10_000);
    await expect.poll(() => tracerOf(pid)).toBe(tracer.pid);
    child.stdin.write("write\n");
    await expect.poll(() => readFileSync(`/proc/${pid}/syscall`, "utf8")).toMatch(/^7[45] |^8[23] /);
    tracer.kill("SIGKILL");
    await ended;
    expect(Number(await next())).toBeLessThan(9_000);
  });

  it("leaves another process of the same number alone, and says why", async () => {
    const { write, pid } = await writing();
    const { ended, said } = await traced(pid, "1", 400);
    await ended;
    expect(said()).toBe(`process ${pid} is gone\n`);
    expect(await write()).toBeLessThan(300);
  });

  it("ends with the process that it traces", async () => {
    const { child, pid, startTime } = await writing();
    const { tracer, ended } = await traced(pid, startTime, 400);
    await expect.poll(() => tracerOf(pid)).toBe(tracer.pid);
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  });
});
