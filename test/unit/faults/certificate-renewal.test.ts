import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import certificateRenewal from "../../../src/faults/certificate-renewal.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = context("control-plane2");
const names = ["etcd.yaml", "kube-apiserver.yaml"];

function node() {
  const folder = temporaryFolder();
  const [manifests, stash] = [join(folder, "manifests"), join(folder, "stash")];
  mkdirSync(manifests);
  for (const name of names) writeFileSync(join(manifests, name), "");
  return { manifests, stash, folders: { "/etc/kubernetes/manifests": manifests, "/etc/kubernetes/kind-chaos": stash } };
}

describe("certificate-renewal", () => {
  const [renew, restart] = certificateRenewal.inject(at, {}, {});

  it("renews with kubeadm, and restarts the static pods by their manifests", () => {
    expect(renew).toMatchObject({ node: "kc-x-control-plane2", argv: ["kubeadm", "certs", "renew", "all"] });
    const { manifests, folders } = node();
    // The processes are gone when the manifests are.
    const pgrep = `[ -z "$(ls ${manifests})" ] || echo 7; exit 0`;
    const { status, stderr } = carriedOut(restart, { pgrep, grep: "exit 1", curl: "echo ok", sleep: "" }, folders);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readdirSync(manifests)).toEqual(names);
  });

  it("puts the manifests back also where a process does not end, and says so", () => {
    const { manifests, folders } = node();
    const programs = { pgrep: "echo 1", grep: "exit 1", curl: "echo ok", sleep: "", seq: "echo 1 2" };
    const { status, stderr } = carriedOut(restart, programs, folders);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/still runs: 1/) });
    expect(readdirSync(manifests)).toEqual(names);
  });

  it("puts the manifests back also where nobody can look whether a process ended", () => {
    const { manifests, folders } = node();
    const programs = { pgrep: "exit 3", curl: "echo ok", sleep: "", seq: "echo 1 2" };
    expect(carriedOut(restart, programs, folders).status).toBe(1);
    expect(readdirSync(manifests)).toEqual(names);
  });

  it("leaves manifests at most, which are moved back", () => {
    const { manifests, stash, folders } = node();
    mkdirSync(stash);
    writeFileSync(join(stash, "kube-scheduler.yaml"), "");
    const [undo] = certificateRenewal.undo(at, {}, {});
    for (const time of ["first", "again"]) {
      expect(carriedOut(undo, {}, folders).status, time).toBe(0);
      expect(readdirSync(manifests), time).toEqual([...names, "kube-scheduler.yaml"]);
    }
  });

  const captured = { serial: "0A", etcd: "11 100", "kube-apiserver": "12 100", "kube-scheduler": "13 100" };
  /** What runs on the node: the processes of its components, and none of those that are not said. */
  const runs = (shown: string, told: Partial<Record<"etcd" | "server" | "scheduler" | "manager", string>> = {}) =>
    recordingRuntime({
      "served | told": { stdout: shown, exitCode: shown === "" ? 1 : 0 },
      "exec ls": { stdout: "" },
      "kind-chaos etcd": { stdout: told.etcd ?? "" },
      "kind-chaos kube-apiserver": { stdout: told.server ?? "" },
      "kind-chaos kube-controller": { stdout: told.manager ?? "" },
      "kind-chaos kube-scheduler": { stdout: told.scheduler ?? "" },
    });
  const others = { etcd: "21 900 S\n", server: "22 900 S\n", scheduler: "23 900 S\n" };
  const active = async (...told: Parameters<typeof runs>) => certificateRenewal.active(runs(...told), at, {}, captured);

  it("remembers the certificate and the processes that run, and no component that does not", async () => {
    const before = { etcd: "11 100 S\n", server: "12 100 S\n", scheduler: "13 100 S\n" };
    const found = await certificateRenewal.capture(runs("serial=0A good\n", before), at, {});
    expect(found).toEqual(captured);
    expect(certificateRenewal.captured.parse(found)).toEqual(captured);
    await expect(certificateRenewal.capture(runs("", before), at, {})).rejects.toThrow(/no API server/);
  });

  it.each([
    ["serial=0B good\n", true],
    ["serial=0A good\n", false],
    ["serial=0B over\n", false],
    ["", false],
  ])("is proven by another certificate that is shown and in date: %j", async (shown, proven) => {
    expect((await active(shown, others)).proven).toBe(proven);
  });

  it.each([
    ["etcd", { etcd: "11 100 S\n" }],
    ["kube-apiserver", { server: "12 100 S\n" }],
    ["kube-scheduler", { scheduler: "23 900 S\n13 100 S\n" }],
  ])("is not proven while the process of %s is left that ran before, whatever is shown", async (component, same) => {
    const { proven, detail } = await active("serial=0B good\n", { ...others, ...same });
    expect(proven).toBe(false);
    expect(detail).toContain(`not restarted: ${component} (process`);
  });

  it("takes another start under the same number for another process, and does not wait for all of them", async () => {
    expect((await active("serial=0B good\n", { ...others, etcd: "11 900 S\n", scheduler: "" })).proven).toBe(true);
  });

  it("shows nothing where no process was remembered", async () => {
    const runtime = runs("serial=0B good\n", others);
    expect((await certificateRenewal.active(runtime, at, {}, { serial: "0A" })).proven).toBe(false);
  });

  it("is over when all manifests are in place, a certificate is shown, and what ran before runs", async () => {
    const healed = (runtime: ReturnType<typeof runs>) => certificateRenewal.healed(runtime, at, {}, captured);
    expect((await healed(runs("serial=0B good\n", others))).proven).toBe(true);
    expect(await healed(runs("serial=0B good\n", { ...others, scheduler: "" }))).toMatchObject({
      proven: false,
      detail: expect.stringContaining("not running yet: kube-scheduler"),
    });
    const away = recordingRuntime({ "exec ls": { stdout: "etcd.yaml\n" } });
    expect((await certificateRenewal.healed(away, at, {}, captured)).proven).toBe(false);
  });
});
