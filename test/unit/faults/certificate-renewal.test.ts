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

  it.each([
    ["serial=0B good\n", true],
    ["serial=0A good\n", false],
    ["serial=0B over\n", false],
    ["", false],
  ])("is proven by another certificate that is shown and in date: %j", async (stdout, proven) => {
    const runtime = recordingRuntime({ "served | told": { stdout, exitCode: stdout === "" ? 1 : 0 } });
    expect((await certificateRenewal.active(runtime, at, {}, { serial: "0A" })).proven).toBe(proven);
  });

  it("is over when all manifests are in place and a certificate is shown", async () => {
    const told = { "served | told": { stdout: "serial=0B good\n" } };
    const healed = (stash: string) =>
      certificateRenewal.healed(recordingRuntime({ ...told, "exec ls": { stdout: stash } }), at, {}, {});
    expect((await healed("")).proven).toBe(true);
    expect((await healed("etcd.yaml\n")).proven).toBe(false);
  });
});
