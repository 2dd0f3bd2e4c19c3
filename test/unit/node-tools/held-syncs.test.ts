import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { sendSignal } from "../../../src/host/processes.ts";
import { failSyncs, heldSyncsLook, holdSyncs, letSyncsGo, tracedBy } from "../../../src/node-tools/held-syncs.ts";
import { syncTracer } from "../../../src/node-tools/sync-tracer.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { lookingHere } from "../../support/looking-here.ts";
import { recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const node = "kc-x-control-plane";

async function victim() {
  const child = spawn("sleep", ["60"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "spawn");
  const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8").replace(/^.*\) /s, "");
  return { pid: String(child.pid), startTime: stat.split(" ")[19] ?? "" };
}

describe("what holds up waits for the disk", () => {
  it("is begun when the process is traced, and says why where it cannot be", async () => {
    const folders = { "/run": temporaryFolder() };
    const captured = await victim();
    const tracerPid = () =>
      /^TracerPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${captured.pid}/status`, "utf8"))?.[1] ?? "";
    const wrong = carriedOut(holdSyncs(node, { ...captured, startTime: "1" }, 100), { setsid: 'exec "$@"' }, folders);
    expect([wrong.status, wrong.stderr.trim()]).toEqual([1, `process ${captured.pid} is gone`]);
    const begun = carriedOut(holdSyncs(node, captured, 100), { setsid: 'exec "$@"' }, folders);
    expect(begun.status).toBe(0);
    expect(Number(tracerPid())).toBeGreaterThan(0);
    sendSignal(Number(tracerPid()), "SIGKILL");
    await expect.poll(tracerPid).toBe("0");
  });

  it("is known by its name from another tracer, found while it is there, and ended", async () => {
    const here = { "/run": temporaryFolder(), "ind-chaos-holds-syncs": `ind-chaos-test-${process.pid}` };
    const runtime = lookingHere(here);
    const captured = await victim();
    const look = heldSyncsLook(node);
    const left = async () => look.isLeft(await runtime.look(node, look.argv));
    const who = () => tracedBy(runtime, node, captured.pid);
    expect([await who(), await left()]).toEqual(["nobody", false]);
    const other = spawn("perl", ["-e", syncTracer, "another", captured.pid, captured.startTime, "0", "0"]);
    await expect.poll(who).toBe("another");
    expect(await left()).toBe(false);
    other.kill("SIGKILL");
    await expect.poll(who).toBe("nobody");
    expect(carriedOut(holdSyncs(node, captured, 100), { setsid: 'exec "$@"' }, here).status).toBe(0);
    expect([await who(), await left()]).toEqual(["held", true]);
    expect(carriedOut(letSyncsGo(node), {}, here).status).toBe(0);
    await expect.poll(who).toBe("nobody");
    expect(await left()).toBe(false);
    // Once more, where nothing is.
    expect(carriedOut(letSyncsGo(node), {}, here).status).toBe(0);
  });

  it("is left where it ended and its note was not taken away", async () => {
    const here = { "/run": temporaryFolder(), "ind-chaos-holds-syncs": `ind-chaos-test-${process.pid}` };
    const look = heldSyncsLook(node);
    const fail = failSyncs(node, { pid: "99999999", startTime: "7" });
    expect(carriedOut(fail, { setsid: "exit 0" }, here).status).toBe(0);
    expect(look.isLeft(await lookingHere(here).look(node, look.argv))).toBe(true);
    expect(carriedOut(letSyncsGo(node), {}, here).status).toBe(0);
    expect(look.isLeft(await lookingHere(here).look(node, look.argv))).toBe(false);
  });

  it("is begun with an error in the place of a delay, and well so where the process has ended of it already", () => {
    const fail = failSyncs(node, { pid: "99999999", startTime: "7" });
    expect(fail.do === "exec" ? fail.argv.slice(4, 8) : []).toEqual(["99999999", "7", "0", "5"]);
    const programs = { setsid: "exit 0" };
    expect(carriedOut(fail, programs, { "/run": temporaryFolder() }).status).toBe(0);
    const hold = holdSyncs(node, { pid: "99999999", startTime: "7" }, 100);
    expect(carriedOut(hold, programs, { "/run": temporaryFolder() }).status).toBe(1);
  });

  it.each([
    [0, 0],
    [1, 0],
    [2, 2],
  ])("is ended by its name; where pkill ends with %s, this does with %s", (code, status) => {
    const done = carriedOut(letSyncsGo(node), { pkill: `exit ${code}` }, { "/run": temporaryFolder() });
    expect(done).toMatchObject({ status, calls: ["pkill -9 -f [k]ind-chaos-holds-syncs"] });
  });

  it("is looked for by its name and its note", () => {
    const look = heldSyncsLook(node);
    const left = (stdout: string) => look.isLeft({ exitCode: 0, stdout, stderr: "" });
    expect([left(""), left("4711\n"), left("/run/kind-chaos-slow-disk\n")]).toEqual([false, true, true]);
    expect(look.mend).toEqual([letSyncsGo(node)]);
  });

  it("is told from another tracer by the words of its process", async () => {
    const runtime = recordingRuntime({ TracerPid: { stdout: "held\n" } });
    expect(await tracedBy(runtime, node, "41")).toBe("held");
    expect(runtime.asked[0]).toMatch(/ 41$/);
  });
});
