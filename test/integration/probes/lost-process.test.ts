import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ScriptedServer } from "../../../src/calibration/scripted-server.ts";
import { sendSignal } from "../../../src/host/processes.ts";
import { startProber } from "../../../src/probes/process/prober.ts";
import { laneTo } from "../../support/probed-lanes.ts";

/** Numbers of the probing processes that this process has started. */
function probingProcesses(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("probe-process");
      } catch {
        return false; // It ended while it was looked at.
      }
    });
}

/** Probes a server of its own; what is told of the process is in `errors`. */
async function probing(server: ScriptedServer) {
  const before = probingProcesses();
  const errors: string[] = [];
  let samples = 0;
  const prober = await startProber({
    lanes: [laneTo(server, 0)],
    backends: ["kc-control-plane"],
    credentials: { api: server.client, etcd: server.client },
    namespace: "test",
    startedAtNs: process.hrtime.bigint(),
    onSamples: (batch) => {
      samples += batch.length;
    },
    onHealth: () => {},
    onError: ({ message }) => errors.push(message),
  });
  const [pid = 0] = probingProcesses().filter((one) => !before.includes(one));
  return { prober, pid, errors, samples: () => samples };
}

describe.runIf(process.platform === "linux")("a probing process", () => {
  it("that is killed is told of once; nobody waits for it, and nothing of it is waited for", async () => {
    await using server = await ScriptedServer.start(["kc-control-plane"]);
    const { prober, pid, errors } = await probing(server);
    sendSignal(pid, "SIGSTOP");
    const asked = prober.pinnedBackends();
    sendSignal(pid, "SIGKILL");
    await expect(asked).rejects.toMatchObject({
      code: "prober",
      message: "the probing process ended: signal SIGKILL",
    });
    expect(errors).toEqual(["the probing process ended: signal SIGKILL"]);
    await prober.stop();
    await expect(prober.pinnedBackends()).rejects.toMatchObject({ code: "prober" });
  });

  it("goes on through the signals that its whole group gets, until it is told to stop", async () => {
    await using server = await ScriptedServer.start(["kc-control-plane"]);
    const { prober, pid, errors, samples } = await probing(server);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const) sendSignal(pid, signal);
    const soFar = samples();
    await expect.poll(samples).toBeGreaterThan(soFar + 5);
    await prober.stop();
    expect(errors).toEqual([]);
    expect(probingProcesses()).not.toContain(pid);
  });
});
