import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { supervisorWords } from "../../../../src/cluster/virtual-address/supervisor.ts";
import { until } from "../../../../src/host/clock.ts";
import { sendSignal } from "../../../../src/host/processes.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

/** Programs in the place of both, that note their numbers and what ends them, and go on until then. */
const program = (folder: string, name: string) => `#!/bin/bash
trap 'echo ${name} >> ${folder}/ended; exit 0' TERM
echo $$ > ${folder}/${name}.pid.new && mv ${folder}/${name}.pid.new ${folder}/${name}.pid
while :; do sleep 0.05; done
`;

/** The supervisor for real, on files of its own, with a second that is shorter. */
async function supervised() {
  const folder = temporaryFolder();
  const [bash = "", ...words] = supervisorWords;
  const own = (word: string) =>
    word
      .replaceAll("/etc/kubernetes/", `${folder}/kubernetes/`)
      .replaceAll("/var/lib/", `${folder}/`)
      .replaceAll("/run/", `${folder}/run/`)
      .replaceAll("sleep 1 ", "sleep 0.05 ");
  for (const name of ["haproxy", "keepalived"]) {
    writeFileSync(join(folder, name), program(folder, name));
    chmodSync(join(folder, name), 0o755);
  }
  mkdirSync(join(folder, "run"));
  const files = [join(folder, "h", "haproxy.cfg"), "of haproxy", join(folder, "k", "keepalived.conf"), "of keepalived"];
  const process_ = execa(bash, [...words.map(own), ...files], {
    env: { PATH: `${folder}:${process.env.PATH}` },
    reject: false,
    forceKillAfterDelay: 2_000,
  });
  onTestFinished(async () => {
    process_.kill();
    await process_;
  });
  const starts = (name: string) => {
    const file = join(folder, `${name}-starts`);
    return existsSync(file) ? readFileSync(file, "utf8").length : 0;
  };
  const pidOf = (name: string) => Number(readFileSync(join(folder, `${name}.pid`), "utf8"));
  const running = (name: string, count: number) =>
    until({ what: `${name} started ${count} times`, timeoutMs: 5_000, everyMs: 20 }, async () =>
      starts(name) === count && existsSync(join(folder, `${name}.pid`)) ? true : undefined,
    );
  return { folder, files, process_, starts, pidOf, running };
}

test("both run with what they were given, and each start is noted", async () => {
  const { files, starts, running } = await supervised();
  await Promise.all([running("haproxy", 1), running("keepalived", 1)]);
  expect([files[0], files[2]].map((file) => readFileSync(file ?? "", "utf8"))).toEqual(["of haproxy", "of keepalived"]);
  expect([starts("haproxy"), starts("keepalived")]).toEqual([1, 1]);
});

test.each(["haproxy", "keepalived"])("%s that is killed is started again, and the other goes on", async (name) => {
  const { folder, pidOf, starts, running } = await supervised();
  await Promise.all([running("haproxy", 1), running("keepalived", 1)]);
  const pid = pidOf(name);
  rmSync(join(folder, `${name}.pid`));
  sendSignal(pid, "SIGKILL");
  await running(name, 2);
  expect(pidOf(name)).not.toBe(pid);
  expect(starts(name === "haproxy" ? "keepalived" : "haproxy")).toBe(1);
});

test("keepalived finds no file of an earlier process that it would take for itself", async () => {
  const { folder, pidOf, running } = await supervised();
  await running("keepalived", 1);
  const left = ["keepalived.pid", "vrrp.pid", "checkers.pid"];
  for (const file of left) writeFileSync(join(folder, "run", file), String(process.pid));
  sendSignal(pidOf("keepalived"), "SIGKILL");
  await running("keepalived", 2);
  expect(left.filter((file) => existsSync(join(folder, "run", file)))).toEqual([]);
});

test("HAProxy stays down while its manifest is away", async () => {
  const { folder, pidOf, starts, running } = await supervised();
  await running("haproxy", 1);
  const manifest = join(folder, "kubernetes/manifests/haproxy.yaml");
  await running("keepalived", 1);
  rmSync(manifest);
  sendSignal(pidOf("haproxy"), "SIGKILL");
  // By when keepalived has come back twice, HAProxy would be there, too.
  for (const again of [2, 3]) {
    const pid = pidOf("keepalived");
    rmSync(join(folder, "keepalived.pid"));
    sendSignal(pid, "SIGKILL");
    await running("keepalived", again);
  }
  expect(starts("haproxy")).toBe(1);
  writeFileSync(manifest, "");
  await running("haproxy", 2);
});

test("where the container ends, keepalived ends before HAProxy", async () => {
  const { folder, process_, running } = await supervised();
  await Promise.all([running("haproxy", 1), running("keepalived", 1)]);
  process_.kill("SIGTERM");
  expect((await process_).exitCode).toBe(0);
  expect(readFileSync(join(folder, "ended"), "utf8")).toBe("keepalived\nhaproxy\n");
});
