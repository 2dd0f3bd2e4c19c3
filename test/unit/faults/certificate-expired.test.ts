import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import certificateExpired from "../../../src/faults/certificate-expired.ts";
import type { Action } from "../../../src/model/action.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = context("control-plane2");

/** A folder of certificates as kubeadm makes them, and an API server that shows what lies in it. */
function controlPlane() {
  const folder = temporaryFolder();
  const [pki, work] = [join(folder, "pki"), join(folder, "work")];
  mkdirSync(pki);
  const openssl = (...words: string[]) => execFileSync("openssl", words, { cwd: pki, stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=kubernetes");
  const names = ["-addext", "subjectAltName=DNS:localhost,IP:10.96.0.1", "-addext", "extendedKeyUsage=serverAuth"];
  openssl("req", ...key, "-keyout", "apiserver.key", "-out", "csr", "-subj", "/CN=kube-apiserver", ...names);
  const signed = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "365"];
  openssl("x509", "-req", "-in", "csr", ...signed, "-copy_extensions", "copyall", "-out", "apiserver.crt");
  const certificate = join(pki, "apiserver.crt");
  const shown = `[ "$1" != s_client ] || exec cat ${certificate}; exec /usr/bin/openssl "$@"`;
  return {
    pki,
    read: () => readFileSync(certificate, "utf8"),
    text: (...words: string[]) => openssl("x509", "-in", certificate, "-noout", ...words).toString(),
    isGood: () => {
      try {
        openssl("verify", "-CAfile", "ca.crt", certificate);
        return true;
      } catch {
        return false;
      }
    },
    /** As an operator does it: another key, too. */
    renew: () => {
      openssl("req", ...key, "-keyout", "apiserver.key", "-out", "csr", "-subj", "/CN=kube-apiserver", ...names);
      openssl("x509", "-req", "-in", "csr", ...signed, "-copy_extensions", "copyall", "-out", "apiserver.crt");
    },
    carryOut: ([action]: readonly Action[]) =>
      carriedOut(
        action,
        { openssl: shown, sleep: "" },
        { "/etc/kubernetes/pki": pki, "/run/kind-chaos-certificate": work },
      ),
  };
}

const shows = (stdout: string, files = "apiserver.crt\n") =>
  recordingRuntime({ "served | told": { stdout, exitCode: stdout === "" ? 1 : 0 }, "ls -A": { stdout: files } });

describe("certificate-expired", () => {
  it("puts a certificate of the same key and names that is over in place, and the very one of before back, as often as asked", () => {
    const node = controlPlane();
    const before = node.read();
    const names = node.text("-ext", "subjectAltName,extendedKeyUsage", "-subject", "-issuer", "-pubkey");
    const serial = node.text("-serial");
    expect(node.isGood()).toBe(true);
    expect(node.carryOut(certificateExpired.inject(at, {}, {}))).toMatchObject({ status: 0 });
    expect(node.isGood()).toBe(false);
    expect(node.text("-ext", "subjectAltName,extendedKeyUsage", "-subject", "-issuer", "-pubkey")).toBe(names);
    expect(node.text("-serial")).not.toBe(serial);
    for (const time of ["first", "again"]) {
      expect(node.carryOut(certificateExpired.undo(at, {}, {})), time).toMatchObject({ status: 0 });
      expect(node.read(), time).toBe(before);
      expect(existsSync(join(node.pki, "kind-chaos-apiserver.crt")), time).toBe(false);
    }
  });

  it("undoes what was half begun, and does not touch a certificate that nobody replaced", () => {
    const node = controlPlane();
    const before = node.read();
    expect(node.carryOut(certificateExpired.undo(at, {}, {}))).toMatchObject({ status: 0 });
    expect(node.read()).toBe(before);
  });

  it("does not lose the certificate that was in date where it finds one that it left", () => {
    const node = controlPlane();
    const before = node.read();
    expect(node.carryOut(certificateExpired.inject(at, {}, {}))).toMatchObject({ status: 0 });
    expect(node.carryOut(certificateExpired.inject(at, {}, {}))).toEqual(
      expect.objectContaining({ status: 1, stderr: expect.stringMatching(/is there already/) }),
    );
    expect(node.carryOut(certificateExpired.undo(at, {}, {}))).toMatchObject({ status: 0 });
    expect(node.read()).toBe(before);
  });

  it.each([true, false])(
    "leaves one in place that is in date: renewed meanwhile %s, else not yet replaced",
    (isRenewed) => {
      const node = controlPlane();
      const stash = join(node.pki, "kind-chaos-apiserver.crt");
      if (isRenewed) expect(node.carryOut(certificateExpired.inject(at, {}, {}))).toMatchObject({ status: 0 });
      else writeFileSync(stash, node.read());
      if (isRenewed) node.renew();
      const inPlace = node.read();
      expect(node.carryOut(certificateExpired.undo(at, {}, {}))).toMatchObject({ status: 0 });
      expect(node.read()).toBe(inPlace);
      expect(existsSync(stash)).toBe(false);
    },
  );

  it("says so where the API server goes on to show the other one", () => {
    const node = controlPlane();
    const other = join(temporaryFolder(), "shown");
    const [action] = certificateExpired.inject(at, {}, {});
    const folders = { "/etc/kubernetes/pki": node.pki, "/run/kind-chaos-certificate": join(node.pki, "work") };
    execFileSync("cp", [join(node.pki, "apiserver.crt"), other]);
    const stays = `[ "$1" != s_client ] || exec cat ${other}; exec /usr/bin/openssl "$@"`;
    // Three looks are as good as eighty.
    const { status, stderr } = carriedOut(action, { openssl: stays, sleep: "", seq: "echo 1 2 3" }, folders);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/the API server does not show it/) });
  });

  it.each(["inject", "undo"] as const)("%s touches the files again where the API server missed their change", (way) => {
    const node = controlPlane();
    const folder = temporaryFolder();
    const touched = join(folder, "touched");
    const other = join(folder, "shown");
    execFileSync("cp", [join(node.pki, "apiserver.crt"), other]);
    if (way === "undo") {
      expect(node.carryOut(certificateExpired.inject(at, {}, {}))).toMatchObject({ status: 0 });
      execFileSync("cp", [join(node.pki, "apiserver.crt"), other]);
    }
    // It shows what lies there once somebody touched it, and till then what it showed before.
    const certificate = join(node.pki, "apiserver.crt");
    const shown = `[ "$1" != s_client ] || { [ -e ${touched} ] && exec cat ${certificate} || exec cat ${other}; }; exec /usr/bin/openssl "$@"`;
    const programs = { openssl: shown, sleep: "", touch: `: >${touched}` };
    const folders = { "/etc/kubernetes/pki": node.pki, "/run/kind-chaos-certificate": join(folder, "work") };
    const { status, calls } = carriedOut(certificateExpired[way](at, {}, {})[0], programs, folders);
    expect(status).toBe(0);
    expect(calls.filter((call) => call.startsWith("touch"))).toEqual([
      `touch -c ${certificate} ${join(node.pki, "apiserver.key")}`,
    ]);
    expect(calls.filter((call) => call.startsWith("sleep"))).toHaveLength(5);
  });

  it.each([
    ["serial=0A good\n", /nothing/, true],
    ["serial=0A over\n", /shows no certificate that is in date already/, false],
    ["", /shows no certificate that is in date already/, false],
  ])("begins only where one is shown that is in date: %j", async (stdout, words, begins) => {
    const captured = certificateExpired.capture(shows(stdout), at, {});
    if (begins) expect(await captured).toEqual({ serial: "0A" });
    else await expect(captured).rejects.toThrow(words);
  });

  it.each([
    ["serial=0B over\n", true, false],
    ["serial=0A over\n", false, false],
    ["serial=0B good\n", false, true],
    ["serial=0A good\n", false, true],
    ["", false, false],
  ])(
    "is active while another one is shown that is over, and healed when one is that is in date: %j",
    async (stdout, active, healed) => {
      const captured = { serial: "0A" };
      expect((await certificateExpired.active(shows(stdout), at, {}, captured)).proven).toBe(active);
      expect((await certificateExpired.healed(shows(stdout), at, {}, captured)).proven).toBe(healed);
      const left = shows(stdout, "apiserver.crt\nkind-chaos-apiserver.crt\n");
      expect((await certificateExpired.healed(left, at, {}, captured)).proven).toBe(false);
    },
  );
});
