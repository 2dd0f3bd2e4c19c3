import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { canFilter, PacketFilter, removeStaleRules } from "../../../src/calibration/packet-filter.ts";

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
    process.kill(-(child.pid ?? 0), "SIGINT");
    expect(await exit).toBe(130);
    expect(rules()).toEqual([]);
  });

  it("lets packets pass again when the calibration is killed and the process of its servers lives", async () => {
    const { child, exit } = await calibrationThatDrops();
    child.kill("SIGKILL");
    await exit;
    await until(() => rules().length === 0);
  });

  it("is put right by `clean` after everything was killed at once, and nobody else's rules are touched", async () => {
    const mine = new PacketFilter();
    await mine.drop(9);
    const { child, exit } = await calibrationThatDrops();
    await until(() => rules().length > 1);
    process.kill(-(child.pid ?? 0), "SIGKILL");
    await exit;
    const left = rules().length;
    expect(left).toBeGreaterThan(1);
    const cleaned = execFileSync(process.execPath, [
      cli,
      "clean",
      "--undo-only",
      "--json",
      "--reports",
      "/nonexistent",
    ]);
    const { actions } = JSON.parse(cleaned.toString()) as { actions: { cluster: string }[] };
    expect(actions.filter(({ cluster }) => cluster === "calibrate")).toHaveLength(left - 1);
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
