import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { readJournal } from "../../../src/journal/reader.ts";
import type { Report } from "../../../src/model/report.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { type Answering, base64, makeCertificates, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let made: Awaited<ReturnType<typeof makeCertificates>>;
beforeAll(async () => {
  made = await makeCertificates();
});

interface Monitored {
  readonly process: ChildProcess;
  readonly reports: string;
  readonly ended: Promise<{ code: number | null; report: Report; stderr: string }>;
  /** Resolves when standard error contains the text. */
  says(text: string): Promise<void>;
}

/** Runs the real command with `--json`; what it writes is in a folder of the test's own. */
function start(kubeconfig: string, args: readonly string[], env: Record<string, string> = {}): Monitored {
  const reports = join(temporaryFolder(), "reports");
  const argv = ["src/cli.ts", "monitor", "--kubeconfig", kubeconfig, "--reports", reports, "--json", ...args];
  const child = spawn(process.execPath, argv, {
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  let onText: () => void = () => {};
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    stdout += part;
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    stderr += part;
    onText();
  });
  const ended = new Promise<{ code: number | null; report: Report; stderr: string }>((resolve, reject) =>
    child.once("close", (code) => {
      if (stdout === "") reject(new Error(`it ended with ${code} and said:\n${stderr}`));
      else resolve({ code, report: JSON.parse(stdout) as Report, stderr });
    }),
  );
  const says = (text: string) =>
    new Promise<void>((resolve) => {
      onText = () => stderr.includes(text) && resolve();
      onText();
    });
  return { process: child, reports, ended, says };
}

const runIn = (reports: string) => join(reports, readdirSync(reports)[0] ?? "none");
const samplesIn = async (reports: string): Promise<readonly Sample[]> =>
  (await readJournal(join(runIn(reports), "journal.jsonl"))).samples;
/** A machine that tests share may be busy, which a report rightly says; everything else must hold. */
const machine = /CPU to spare|on schedule|event loop|looked at all the time/;
const notHeld = (report: Report) =>
  report.assumptions.filter(({ outcome, name }) => outcome !== "pass" && !machine.test(name)).map(({ name }) => name);
const verdicts = (report: Report) => report.verdicts.map(({ outcome }) => outcome);
const where = (port: number, path = "") => ({
  server: `https://127.0.0.1:${port}${path}`,
  "certificate-authority-data": base64(made.authority.cert),
});

it(
  "measures a server behind a path with a token, reads only, and tells API servers apart by their certificates",
  needsFitMachine(async ({ runsIn }) => {
    const strict: Answering = ({ path, headers }) => {
      if (headers.authorization !== "Bearer good") return [401, {}];
      return path.startsWith("/k8s/clusters/c-1/") ? undefined : [404, {}];
    };
    const { port, asked } = await serveApi([made.server, made.second], strict);
    const kubeconfig = writeKubeconfig(temporaryFolder(), where(port, "/k8s/clusters/c-1/"), { token: "good" });
    const lanes = "quorum-read/new,cached-read/reused,consistent-list/new,readyz/new@20hz";
    const run = start(kubeconfig, ["--for", "3s", "--max-outage", "1s", "--lanes", lanes]);
    runsIn(run.reports);
    const { code, report, stderr } = await run.ended;
    expect({ code, bad: notHeld(report) }, stderr).toEqual({ code: report.exitCode, bad: [] });
    expect(report).toMatchObject({
      scenario: "monitor",
      cluster: null,
      server: { identity: "token", context: "here" },
    });
    expect(report.verdicts).toMatchObject([{ outcome: "pass", limitMs: 1_000 }]);
    expect(stderr).toMatch(/answered by node-(a, node-b|b, node-a)/);
    const fresh = (await samplesIn(run.reports)).filter((sample) => sample.lane === 0);
    expect(new Set(fresh.map((sample) => sample.backend))).toEqual(new Set([0, 1]));
    const changing = asked.filter(
      (request) => !/^(GET|POST .*selfsubjectaccessreviews$)/.test(request.replace("\n", "")),
    );
    expect(changing.filter((request) => !request.endsWith("selfsubjectaccessreviews"))).toEqual([]);
  }),
);

it(
  "ends at the first Ctrl-C with a report, and the verdict decides the exit code",
  needsFitMachine(async ({ runsIn }) => {
    const { port } = await serveApi([made.server]);
    const kubeconfig = writeKubeconfig(temporaryFolder(), where(port), { token: "good" });
    const run = start(kubeconfig, ["--max-outage", "1s", "--lanes", "quorum-read/new@20hz"]);
    runsIn(run.reports);
    await run.says("answered by node-a");
    await new Promise<void>((enough) => {
      const look = setInterval(() => {
        const text = readFileSync(join(runIn(run.reports), "journal.jsonl"), "utf8");
        if (text.split('["s"').length > 40) enough(clearInterval(look));
      }, 50);
    });
    run.process.kill("SIGINT");
    const { code, report, stderr } = await run.ended;
    expect({ code, end: report.end, bad: notHeld(report) }, stderr).toEqual({
      code: report.exitCode,
      end: "completed",
      bad: [],
    });
    expect(verdicts(report)).toEqual(["pass"]);
  }),
);

it(
  "holds a certificate that expired against nobody as an outage: inconclusive, and says whose fault it is",
  needsFitMachine(async ({ runsIn }) => {
    const { port } = await serveApi([made.server, made.server, made.expired]);
    const kubeconfig = writeKubeconfig(temporaryFolder(), where(port), { token: "good" });
    const run = start(kubeconfig, ["--for", "3s", "--max-outage", "1s", "--lanes", "quorum-read/new@20hz"]);
    runsIn(run.reports);
    const { code, report, stderr } = await run.ended;
    expect(code, stderr).toBe(3);
    expect(notHeld(report)).toContain("every certificate and every credential convinced");
    expect(report.findings.join(" ")).toMatch(
      /tls-expired \d+\): the server's certificate is outside its time; that is no outage/,
    );
  }),
);

it(
  "checks no certificate where the kubeconfig says so, and still tells who answered",
  needsFitMachine(async ({ runsIn }) => {
    const { port } = await serveApi([made.expired, made.second]);
    const folder = temporaryFolder();
    writeFileSync(join(folder, "token"), "good\n");
    const cluster = { server: `https://127.0.0.1:${port}`, "insecure-skip-tls-verify": true };
    const kubeconfig = writeKubeconfig(folder, cluster, { tokenFile: "token" });
    const run = start(kubeconfig, ["--for", "3s", "--max-outage", "1s", "--lanes", "quorum-read/new"]);
    runsIn(run.reports);
    const { report, stderr } = await run.ended;
    expect({ bad: notHeld(report), verdicts: verdicts(report) }, stderr).toEqual({ bad: [], verdicts: ["pass"] });
    expect(report.server?.identity).toBe("token file");
    expect(stderr).toMatch(/answered by node-(a, node-b|b, node-a)/);
  }),
);

it(
  "renews what an exec plugin gives before it ends, and again when it is refused",
  needsFitMachine(async ({ runsIn }) => {
    const folder = temporaryFolder();
    const script = `#!/bin/sh
n=$(( $(cat ${folder}/count 2>/dev/null || echo 0) + 1 )); echo $n > ${folder}/count
echo "{\\"apiVersion\\":\\"client.authentication.k8s.io/v1\\",\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":\\"t$n\\",\\"expirationTimestamp\\":\\"$(date -u -d '+7 seconds' +%FT%TZ)\\"}}"
`;
    writeFileSync(join(folder, "give"), script);
    chmodSync(join(folder, "give"), 0o755);
    const shown = new Set<string>();
    const { port } = await serveApi([made.server], ({ headers }) => {
      shown.add(String(headers.authorization));
      return undefined;
    });
    const exec = { apiVersion: "client.authentication.k8s.io/v1", command: "./give", interactiveMode: "Never" };
    const kubeconfig = writeKubeconfig(folder, where(port), { exec });
    const run = start(kubeconfig, ["--for", "8s", "--lanes", "quorum-read/reused,readyz/new"]);
    runsIn(run.reports);
    const { report, stderr } = await run.ended;
    expect(notHeld(report), stderr).toEqual([]);
    expect([...shown]).toEqual(["Bearer t1", "Bearer t2"]);
  }),
);

/** Steps the wall clock of every process by hours, forwards and backwards, whenever somebody looks at it. */
const steppingClock = `const Real = Date; let looks = 0;
const step = () => (looks++ % 2 === 0 ? 1 : -1) * 3 * 3600e3;
globalThis.Date = class extends Real {
  constructor(...given) { if (given.length === 0) super(Real.now() + step()); else super(...given); }
  static now() { return Real.now() + step(); }
};`;

it(
  "does not look at the wall clock while it measures: one that is stepped by hours changes nothing",
  // When its run began is not to be had from its journal: all the time of this test counts.
  needsFitMachine(async () => {
    const { port } = await serveApi([made.server, made.second]);
    const kubeconfig = writeKubeconfig(temporaryFolder(), where(port), { token: "good" });
    const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(steppingClock)}`;
    const begun = performance.now();
    const run = start(kubeconfig, ["--for", "4s", "--max-outage", "1s"], { NODE_OPTIONS });
    const { code, report, stderr } = await run.ended;
    expect({ code, bad: notHeld(report) }, stderr).toEqual({ code: report.exitCode, bad: [] });
    expect(verdicts(report)).toEqual(["pass"]);
    expect(report.durationMs).toBeGreaterThan(4_000);
    expect(report.durationMs).toBeLessThan(performance.now() - begun);
    const samples = await samplesIn(run.reports);
    expect(samples.length).toBeGreaterThan(6 * 30);
    for (const { scheduled, started, ended } of samples) {
      expect(started).toBeGreaterThanOrEqual(scheduled - 0.2);
      expect(ended - scheduled).toBeLessThan(2_000);
    }
  }),
);
