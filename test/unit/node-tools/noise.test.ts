import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { endNoise, makeNoise, noiseLook } from "../../../src/node-tools/noise.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const node = "kc-x-control-plane";
const kubectl = 'case "$*" in *token*) echo TOKEN;; *) cat >/dev/null;; esac';
/** Nothing of it runs on in a test. */
const programs = { kubectl, setsid: "exit 0", pkill: "exit 1" };

/** Makes a client in a folder of ours; `what` is how it asks. */
function made(level: string) {
  const folder = temporaryFolder();
  const done = carriedOut(makeNoise(node, { level, atOnce: 5, everyMs: 100 }), programs, {
    "/var/lib/kind-chaos": folder,
  });
  return { done, folder, requests: readFileSync(join(folder, "noise/requests"), "utf8") };
}

describe.runIf(process.platform === "linux")("a noisy client", () => {
  it("is made before it runs, with a level of its own where it is to have one", async () => {
    const { done } = made("workload-low");
    expect(done.status).toBe(0);
    await expect.poll(() => done.calls.join("\n")).toMatch(/^setsid /m);
    const words = done.calls.map((call) => call.replace(/.*--request-timeout=10s /, "").replace(/ sh -c .*/s, ""));
    expect(words.filter((call) => call.startsWith("create"))).toEqual([
      "create -f -",
      expect.stringMatching(/^create token noise --namespace kind-chaos-noise-\S+ --duration 1h$/),
    ]);
    expect(words.filter((call) => call.startsWith("setsid"))).toHaveLength(1);
    expect(made("own").done.calls.filter((call) => call.endsWith("create -f -"))).toHaveLength(2);
  });

  it("asks with its own token, half of it lists and half of it writes", () => {
    const { requests, folder } = made("workload-low");
    expect(requests).toMatch(/configmaps\?limit=100&noise=\[1-3\]"\n/);
    expect(requests).toMatch(/\nnext\nurl = .*configmaps\?noise=\[1-2\]"\n/);
    expect(requests.match(/^header = "@.*\/noise\/token"$/gm)).toHaveLength(2);
    expect(requests).toContain('write-out = "%{http_code}\\n"');
    expect(readFileSync(join(folder, "noise/token"), "utf8")).toBe("Authorization: Bearer TOKEN\n");
  });

  it("asks the API for nothing where none was begun", () => {
    const none = carriedOut(endNoise(node), programs, { "/var/lib/kind-chaos": temporaryFolder() });
    expect([none.status, none.calls.length]).toEqual([0, 1]);
  });

  it("is ended before what it wrote is taken away", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "noise"), { recursive: true });
    const done = carriedOut(endNoise(node), programs, { "/var/lib/kind-chaos": folder });
    expect(done.status).toBe(0);
    expect(done.calls.map((call) => call.split(" ")[0])).toEqual(["pkill", "kubectl"]);
    expect(spawnSync("ls", [folder], { encoding: "utf8" }).stdout).toBe("");
  });

  it("keeps its note where the API could not be asked: it is taken back later", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "noise"), { recursive: true });
    const done = carriedOut(endNoise(node), { ...programs, kubectl: "exit 1" }, { "/var/lib/kind-chaos": folder });
    expect(done.status).toBe(1);
    expect(spawnSync("ls", [folder], { encoding: "utf8" }).stdout).toBe("noise\n");
  });

  it("is looked for by its processes and its note", () => {
    const look = noiseLook(node);
    const left = (stdout: string) => look.isLeft({ exitCode: 0, stdout, stderr: "" });
    expect([left(""), left("4711\n"), left("/var/lib/kind-chaos/noise\n")]).toEqual([false, true, true]);
    expect(look.mend).toEqual([endNoise(node)]);
  });
});
