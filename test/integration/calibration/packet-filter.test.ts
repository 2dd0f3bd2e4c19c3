import { type ChildProcess, execFileSync, fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { canFilter, PacketFilter, removeStaleRules } from "../../../src/calibration/packet-filter.ts";
import type { ServerCommand, ServerReport } from "../../../src/calibration/server-messages.ts";
import type { Trial } from "../../../src/calibration/trial.ts";
import { sendSignal } from "../../../src/host/processes.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const serverProcess = new URL("../../../src/calibration/server-process.ts", import.meta.url).pathname;
const cli = new URL("../../../src/cli.ts", import.meta.url).pathname;

function rules(): string[] {
  return execFileSync("iptables", ["-w", "-S", "INPUT"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes("kind-chaos-calibrate"));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A calibration in a process group of its own, in the middle of an outage in which packets vanish. */
async function calibrationThatDrops(): Promise<{ child: ChildProcess; exit: Promise<number | null> }> {
  // With this seed a blackhole of many seconds is among the first outages.
  const options = ["--trials", "48", "--calm", "200ms", "--seed", "7"];
  const child = spawn(process.execPath, [cli, "calibrate", ...options], { detached: true, stdio: "ignore" });
  const exit = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  await until(() => rules().length > 0 || child.exitCode !== null);
  expect(child.exitCode).toBeNull();
  return { child, exit };
}

describe.runIf(canFilter())("the firewall of a calibration", () => {
  afterEach(async () => void (await removeStaleRules()));

  it("lets packets pass again when it is interrupted, before it ends", async () => {
    const { child, exit } = await calibrationThatDrops();
    sendSignal(-(child.pid ?? 0), "SIGINT");
    expect(await exit).toBe(130);
    expect(rules()).toEqual([]);
  });

  it("lets packets pass again when the calibration is killed and the process of its servers lives", async () => {
    const { child, exit } = await calibrationThatDrops();
    child.kill("SIGKILL");
    await exit;
    await until(() => rules().length === 0);
  });

  it("lets packets pass again however much the process of its servers has to tell when nobody listens any more", async () => {
    // Looking for rules takes longer than the second after which it tells how late it is.
    const folder = temporaryFolder();
    const slow =
      '#!/bin/sh\ncase "$*" in *-S*) sleep 1.5 ;; esac\nPATH=/usr/sbin:/sbin:/usr/bin:/bin exec iptables "$@"\n';
    writeFileSync(join(folder, "iptables"), slow, { mode: 0o755 });
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const servers = fork(serverProcess, { serialization: "advanced", execArgv: [], env });
    const told = (is: ServerReport["is"]) =>
      new Promise<void>((heard) => servers.on("message", (report: ServerReport) => report.is === is && heard()));
    const tell = (command: ServerCommand) => servers.send(command);
    await told("ready");
    const open = told("open");
    tell({ do: "open", backends: [["one"]] });
    await open;
    const trial = { kind: "blackhole", calmMs: 0, lengthMs: 60_000 } as Trial;
    tell({ do: "play", trials: [[trial]] });
    await until(() => rules().length > 0);
    servers.disconnect();
    const [code] = (await once(servers, "exit")) as [number | null];
    expect({ code, rules: rules() }).toEqual({ code: 0, rules: [] });
  });

  it("is put right by `clean` after everything was killed at once, and nobody else's rules are touched", async () => {
    const mine = new PacketFilter();
    await mine.drop(9);
    const { child, exit } = await calibrationThatDrops();
    await until(() => rules().length > 1);
    sendSignal(-(child.pid ?? 0), "SIGKILL");
    await exit;
    const left = rules().length;
    expect(left).toBeGreaterThan(1);
    // What else is left on this machine, of runs and of monitors, is not this test's.
    const env = { ...process.env, KIND_CHAOS_CACHE: temporaryFolder() };
    const args = [cli, "clean", "--undo-only", "--json", "--reports", "/nonexistent"];
    const { stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
    const { actions } = JSON.parse(stdout) as { actions: { cluster: string; ok: boolean }[] };
    const ours = actions.filter(({ cluster }) => cluster === "calibrate");
    expect(
      ours.map(({ ok }) => ok),
      stderr,
    ).toEqual(Array.from({ length: left - 1 }, () => true));
    expect(rules()).toHaveLength(1);
    await mine.close();
    expect(rules()).toEqual([]);
  });

  it("takes no further rule once it is closed", async () => {
    const filter = new PacketFilter();
    await filter.close();
    await expect(filter.drop(9)).rejects.toThrow("closed");
    expect(rules()).toEqual([]);
  });
});
