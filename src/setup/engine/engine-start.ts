import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { until } from "../../host/clock.ts";
import { mustRun, run } from "../../host/command.ts";
import { PlatformError } from "../../model/errors.ts";
import type { StepContext } from "../steps/step.ts";

const START_LIMIT_MS = 60_000;

/**
 * Starts an installed engine that is not running, by systemd where it runs, else as a process of its own, and waits
 * until it answers.
 */
export async function startEngine(context: StepContext): Promise<void> {
  context.note("starting dockerd");
  if (existsSync("/run/systemd/system")) {
    await mustRun(["systemctl", "start", "docker"], { logFile: context.logFile, signal: context.signal });
    await awaitEngine(context, () => undefined, "journalctl -u docker");
    return;
  }
  const dockerd = dockerdPath();
  if (dockerd === undefined) throw new PlatformError("engine-start", "dockerd was installed, but it is not there");
  const logFile = join(cacheSubfolder("logs"), "dockerd.log");
  const log = openSync(logFile, "a");
  // Its own session: the engine outlives this program and the terminal it was started from.
  const [program = dockerd, ...words] = [...(await manyFiles()), dockerd];
  const engine = spawn(program, words, { detached: true, stdio: ["ignore", log, log], cwd: "/" });
  let failure: string | undefined;
  engine.once("error", (error) => {
    failure = error.message;
  });
  engine.once("exit", (code) => {
    failure = `it ended with ${code}`;
  });
  engine.unref();
  await awaitEngine(context, () => failure, logFile);
}

/**
 * How many files an engine and its port proxies may open: as docker.service has it from distributions ("infinity", which
 * the kernel's fs.nr_open ends at 1,048,576). A proxy that cannot open one ends for good; each connection that a frozen
 * container holds costs it four.
 */
const mostFiles = 1_048_576;

/** The words before a command that give it so many files; none where this machine does not grant them. */
async function manyFiles(): Promise<string[]> {
  const words = ["prlimit", `--nofile=${mostFiles}:${mostFiles}`];
  const tried = await run([...words, "true"], { timeoutMs: 10_000 }).catch(() => undefined);
  return tried?.exitCode === 0 ? words : [];
}

/** Where the installed engine is; undefined when none is installed. */
export function dockerdPath(): string | undefined {
  return ["/usr/sbin/dockerd", "/usr/bin/dockerd"].find((path) => existsSync(path));
}

async function awaitEngine(context: StepContext, failure: () => string | undefined, logFile: string): Promise<void> {
  const what = `dockerd is to answer; see ${logFile}`;
  const { signal } = context;
  await until({ what, timeoutMs: START_LIMIT_MS, everyMs: 200, signal }, async () => {
    const answer = await run(["docker", "version", "--format", "{{.Server.Version}}"], { timeoutMs: 10_000 });
    if (answer.exitCode === 0) return true;
    const reason = failure();
    if (reason !== undefined)
      throw new PlatformError("engine-start", `dockerd does not start: ${reason}; see ${logFile}`);
    return undefined;
  });
}
