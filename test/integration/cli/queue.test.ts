import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import { beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { cacheFolder } from "../../../src/host/cache-folder.ts";
import { Engine } from "../../../src/host/engine.ts";
import { queueFolder } from "../../../src/queue/queue-folder.ts";
import { awaitTurn, type Turn } from "../../../src/queue/turn.ts";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const real = cacheFolder();
let engine: string;
beforeAll(async () => {
  engine = await new Engine().identity();
});

/** A machine on which this process has its turn, and what the real commands do there. */
async function busyMachine(): Promise<{ turn: Turn; start(...argv: string[]): Started; cache: string }> {
  const cache = temporaryFolder();
  symlinkSync(join(real, "kind"), join(cache, "kind"));
  vi.stubEnv("KIND_CHAOS_CACHE", cache);
  const folder = queueFolder(engine);
  vi.unstubAllEnvs();
  const options = { limitMs: 0, signal: new AbortController().signal, onWait: () => {} };
  const got = await awaitTurn(folder, "etcd-minority", options);
  if (!("turn" in got)) throw new Error("an empty folder has a holder");
  got.turn.says("etcd-minority", "kc-held");
  return { turn: got.turn, start: (...argv) => start(argv, cache), cache };
}

interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<{ code: number | null; stderr: string; stdout: string }>;
  /** Resolves when standard error contains the text. */
  says(text: string): Promise<void>;
}

function start(argv: readonly string[], cache: string): Started {
  const env = { ...process.env, NO_COLOR: "1", KIND_CHAOS_CACHE: cache };
  const child = spawn(process.execPath, [join(projectFolder, "src/cli.ts"), ...argv], { env, cwd: projectFolder });
  onTestFinished(() => void child.kill("SIGKILL"));
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (part: string) => {
      texts[stream] += part;
    });
  const ended = new Promise<{ code: number | null; stderr: string; stdout: string }>((done) =>
    child.once("close", (code) => done({ code, ...texts })),
  );
  const says = async (text: string) => {
    while (!texts.stderr.includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended without saying ${text}: ${texts.stderr}`);
      await sleep(20);
    }
  };
  return { process: child, ended, says };
}

const holder = `process ${process.pid} (etcd-minority since `;

it("a run whose turn does not come ends with 3, one line that says who runs, and nothing made", async () => {
  const { start: chaos, cache } = await busyMachine();
  const reports = join(temporaryFolder(), "reports");
  const name = "e2e-queued";
  const { code, stderr, stdout } = await chaos("run", "baseline", "--queue", "0s", "--name", name, "--reports", reports)
    .ended;
  expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: "" });
  const [engine = "", ...words] = stderr.trim().split("\n");
  expect(engine).toMatch(/^engine: Docker \S+ at /);
  expect(words).toHaveLength(1);
  expect(words[0]).toContain(`chaos: ${holder}`);
  expect(stderr).toContain("cluster kc-held) measures on this Docker host: nothing was made");
  const networks = await new Docker().listNetworks({ filters: { name: [`kc-${name}`] } });
  expect({ networks, reports: existsSync(reports) }).toEqual({ networks: [], reports: false });
  expect(readdirSync(join(cache, "queue"), { recursive: true })).toHaveLength(2);
});

it("who waits says for whom, and Ctrl-C ends the waiting at once with 130 and nothing made", async () => {
  const { start: chaos, cache } = await busyMachine();
  const waiting = chaos("calibrate", "--trials", "1", "--calm", "1s");
  await waiting.says(`waiting for ${holder}`);
  const at = performance.now();
  waiting.process.kill("SIGINT");
  const { code, stdout, stderr } = await waiting.ended;
  expect({ code, stdout }, stderr).toEqual({ code: 130, stdout: "" });
  expect(performance.now() - at).toBeLessThan(5_000);
  expect(readdirSync(join(cache, "queue"), { recursive: true })).toHaveLength(2);
});

it("who waited has its turn when the other's is over, in the order in which they came", async () => {
  const { start: chaos, turn } = await busyMachine();
  const first = chaos("calibrate", "--trials", "1", "--calm", "10m");
  await first.says(`waiting for ${holder}`);
  const second = chaos("calibrate", "--trials", "1", "--calm", "10m");
  await second.says(`waiting for ${holder}`);
  await second.says(", and 1 before this one …");
  turn[Symbol.dispose]();
  const started = async (one: Started) => {
    while (!(await startsProbing(one))) await sleep(100);
  };
  for (const one of [first, second]) {
    await started(one);
    one.process.kill("SIGINT");
    expect((await one.ended).code).toBe(130);
  }
});

it("a wrong --queue is refused in one line", async () => {
  const { start: chaos } = await busyMachine();
  const { code, stderr } = await chaos("calibrate", "--queue", "soon").ended;
  expect(code).toBe(2);
  expect(stderr).toMatch(/^chaos: --queue: ".*" is not a duration: write for example 250ms, 20s, 5m or 1h\n$/);
});

/** Whether a calibration began: it has a process of its own by then. */
async function startsProbing({ process: { pid } }: Started): Promise<boolean> {
  return (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).trim() !== "";
}
