import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { queueFolder } from "../../../src/queue/queue-folder.ts";
import { countingEngine } from "../../support/counting-engine.ts";
import { writeRun } from "../../support/story-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const cli = resolve("src/cli.ts");
const isRoot = process.getuid?.() === 0;
const nowhere = "unix:///nonexistent/docker.sock";
/** A scenario of the library with lanes from inside the cluster. */
const inside = "dns-replica-loss";

interface Call {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** A command that runs it: taskset, unshare, setpriv. */
  readonly under?: readonly string[];
}

async function chaos(args: readonly string[], { env = {}, cwd = process.cwd(), under = [] }: Call = {}) {
  const [file = "", ...words] = [...under, process.execPath, cli, ...args];
  const own = { DOCKER_CONTEXT: undefined, NO_COLOR: "1", COLUMNS: "200", ...env };
  const result = await execa(file, words, { cwd, env: own, reject: false, stdin: "ignore", timeout: 60_000 });
  return { exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}

/** One line, for whoever calls, and no stack. */
const oneLine = (pattern: RegExp) => ({
  exitCode: 2,
  stderr: expect.stringMatching(new RegExp(`^chaos: .*${pattern.source}[^\\n]*$`)),
});

describe("a machine of which its engine tells", () => {
  const told = (info: Readonly<Record<string, unknown>>) =>
    countingEngine([], { info: { CgroupVersion: "2", NCPU: 4, ...info } });
  const findings = async (DOCKER_HOST: string, under: readonly string[] = []) => {
    const { stdout } = await chaos(["doctor", "--json"], { env: { DOCKER_HOST }, under });
    return Object.fromEntries(JSON.parse(stdout).findings.map((one: { subject: string }) => [one.subject, one]));
  };

  it("little memory leaves out what does not fit, before anything is made", async () => {
    const { host, asked } = await told({ MemTotal: 2_063_097_856, SystemTime: new Date().toISOString() });
    const env = { DOCKER_HOST: host };
    const refused = oneLine(/7 containers need about 3\.1 GB of memory, and the engine's machine has 2\.1 GB/);
    for (const verb of ["run", "plan"]) expect(await chaos([verb, "baseline"], { env })).toMatchObject(refused);
    expect((await chaos(["plan", "baseline", "--topology", "single"], { env })).exitCode).toBe(0);
    const { unsupportedScenarios } = JSON.parse((await chaos(["list", "baseline", "--json"], { env })).stdout);
    expect(unsupportedScenarios).toEqual([
      { scenario: "baseline", reason: expect.stringContaining("3.1 GB of memory") },
    ]);
    expect(await findings(host)).toMatchObject({ memory: { state: "limited", found: "2.1 GB" } });
    expect(asked).toEqual([]);
  });

  it("4 GB of memory and one core are enough to begin", async () => {
    const { host } = await told({ MemTotal: 4_108_967_936, NCPU: 1, SystemTime: new Date().toISOString() });
    expect((await chaos(["plan", "baseline"], { env: { DOCKER_HOST: host } })).exitCode).toBe(0);
    expect(await findings(host)).toMatchObject({ memory: { state: "ok" }, CPUs: { state: "limited", found: "1" } });
  });

  it("a clock that is ahead is refused, one that is behind is told", async () => {
    const at = (offsetMs: number) => told({ MemTotal: 8e9, SystemTime: new Date(Date.now() + offsetMs).toISOString() });
    const [ahead, behind] = await Promise.all([at(3_600_000), at(-3_600_000)]);
    const refused = oneLine(/the clock of the engine's machine is 3[56]\d\d s ahead of this one's/);
    expect(await chaos(["run", "baseline"], { env: { DOCKER_HOST: ahead.host } })).toMatchObject(refused);
    expect((await chaos(["plan", "baseline"], { env: { DOCKER_HOST: behind.host } })).exitCode).toBe(0);
    expect(await findings(behind.host)).toMatchObject({
      clock: {
        state: "limited",
        found: expect.stringMatching(/^the engine's machine is 3[56]\d\d s behind this one$/),
      },
    });
  });
});

describe("an engine in a virtual machine", () => {
  const desktop = () =>
    countingEngine([], {
      info: {
        ...{ CgroupVersion: "2", NCPU: 4, MemTotal: 8e9, SystemTime: new Date().toISOString() },
        ...{ KernelVersion: "6.10.14-linuxkit", OperatingSystem: "Docker Desktop", DockerRootDir: "/var/lib/docker" },
      },
    });

  it("is no place for lanes from inside a cluster: list and plan say it before a run refuses it", async () => {
    const { host, asked } = await desktop();
    const env = { DOCKER_HOST: host };
    const why = /its lanes via "in-cluster" are unsupported here: the containers run on another machine or in a virtual/;
    const { unsupportedScenarios } = JSON.parse((await chaos(["list", inside, "--json"], { env })).stdout);
    expect(unsupportedScenarios).toEqual([{ scenario: inside, reason: expect.stringMatching(why) }]);
    expect(JSON.parse((await chaos(["plan", inside, "--json"], { env })).stdout).unsupported).toMatch(why);
    expect((await chaos(["plan", "baseline"], { env })).exitCode).toBe(0);
    expect(asked).toEqual([]);
  });

  it("and doctor takes nothing of this machine for that one's", async () => {
    const { host } = await desktop();
    const { stdout } = await chaos(["doctor", "--json"], { env: { DOCKER_HOST: host } });
    const found = new Map(JSON.parse(stdout).findings.map((one: { subject: string }) => [one.subject, one]));
    expect(found.get("free space")).toMatchObject({ meaning: expect.stringMatching(/engine's machine is not told$/) });
    expect(found.get("inotify instances")).toMatchObject({ state: "unknown" });
    expect(found.get("container networks")).toMatchObject({ state: "limited" });
    expect(found.get("CPUs")).toMatchObject({ found: "4" });
  });
});

describe("a place of any name", () => {
  it("may have spaces and other letters: scenarios, topologies, caches, runs", async () => {
    const cwd = join(temporaryFolder(), "my folder with ü");
    mkdirSync(join(cwd, "my cache"), { recursive: true });
    copyFileSync("test/e2e/scenarios/leader-killed.yaml", join(cwd, "my scenario.yaml"));
    copyFileSync("kind-configs/single.yaml", join(cwd, "my topology.yaml"));
    const env = { DOCKER_HOST: nowhere, KIND_CHAOS_CACHE: "my cache", XDG_CACHE_HOME: "" };
    const calls = [
      ["plan", "./my scenario.yaml"],
      ["plan", "baseline", "--topology", "./my topology.yaml"],
      ["list", "./my scenario.yaml"],
    ];
    for (const args of calls) {
      const { exitCode, stderr } = await chaos(args, { cwd, env });
      expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: "" });
    }
    const folder = join(cwd, "my run");
    copyFolder(writeRun({ lanes: ["write/api/new"], guarantees: [] }), folder);
    const replayed = await chaos(["replay", "my run", "--write"], { cwd, env });
    expect(replayed.stderr).not.toMatch(/^chaos:/m);
    expect(JSON.parse(readFileSync(join(folder, "report.json"), "utf8")).scenario).toBe("story");
  });
});

function copyFolder(from: string, to: string): void {
  mkdirSync(to);
  copyFileSync(join(from, "journal.jsonl"), join(to, "journal.jsonl"));
}

it("words and signs are the same in a locale that is not UTF-8", async () => {
  const of = (LC_ALL: string) => chaos(["list"], { env: { DOCKER_HOST: nowhere, LC_ALL, LANG: LC_ALL } });
  const [utf8, plain, latin] = await Promise.all(["C.UTF-8", "C", "de_DE.ISO-8859-1"].map(of));
  expect(utf8?.exitCode).toBe(0);
  expect([plain, latin]).toEqual([utf8, utf8]);
});

describe.runIf(isRoot)("a user who may do little", () => {
  const asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"];

  it("looks at what there is without a home", async () => {
    const env = { DOCKER_HOST: nowhere, HOME: "/nonexistent", XDG_CACHE_HOME: undefined, KIND_CHAOS_CACHE: undefined };
    for (const args of [["list"], ["plan", "baseline"]]) {
      const { exitCode, stderr } = await chaos(args, { env, under: asNobody });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    }
  });

  it("is told of a home that cannot be written before anything is played", async () => {
    const env = { DOCKER_HOST: nowhere, HOME: "/nonexistent", XDG_CACHE_HOME: undefined, KIND_CHAOS_CACHE: undefined };
    const called = await chaos(["calibrate", "--queue", "0s"], { env, under: asNobody });
    expect(called).toMatchObject(oneLine(/cannot be made: .*KIND_CHAOS_CACHE names another place/));
  });

  it("is told of a cache that an earlier call by root has made", async () => {
    const cache = temporaryFolder();
    chmodSync(cache, 0o755);
    vi.stubEnv("KIND_CHAOS_CACHE", cache);
    queueFolder(`${nowhere} of the docker context "default"`);
    vi.unstubAllEnvs();
    const env = { DOCKER_HOST: nowhere, HOME: "/nonexistent", KIND_CHAOS_CACHE: cache };
    const called = await chaos(["calibrate", "--queue", "0s"], { env, under: asNobody });
    expect(called).toMatchObject(oneLine(/this user may not write there: .*KIND_CHAOS_CACHE/));
  });
});

describe.runIf(isRoot)("a disk that is full", () => {
  let full = "";
  beforeAll(async () => {
    full = mkdtempSync(join(tmpdir(), "kind-chaos-full-"));
    await execa("mount", ["-t", "tmpfs", "-o", "size=64k,nr_inodes=2", "tmpfs", full]);
    writeFileSync(join(full, "all"), "there is no other file");
  });
  afterAll(async () => {
    await execa("umount", [full]);
    rmSync(full, { recursive: true });
  });

  it("of temporary files is no matter", async () => {
    const env = { DOCKER_HOST: nowhere, TMPDIR: full };
    for (const args of [["list"], ["plan", "baseline"]]) {
      const { exitCode, stderr } = await chaos(args, { env });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    }
  });

  it("of the cache folder is told before anything is played", async () => {
    const called = await chaos(["calibrate", "--queue", "0s"], {
      env: { DOCKER_HOST: nowhere, KIND_CHAOS_CACHE: full },
    });
    expect(called).toMatchObject(oneLine(/cannot be made: ENOSPC/));
  });
});

it.runIf(isRoot)("a machine without IPv6 leaves out the topologies that need it", async () => {
  const env = { DOCKER_HOST: nowhere };
  const under = ["unshare", "--net", "--"];
  expect((await chaos(["plan", "baseline"], { env, under })).exitCode).toBe(0);
  const refused = await chaos(["plan", "baseline", "--topology", "test/e2e/topologies/ipv6.yaml"], { env, under });
  expect(refused).toMatchObject(oneLine(/ipFamily ipv6: this machine lacks IPv6, .*: use ipv4/));
});

it("one core is enough to look and to plan", async () => {
  const under = ["taskset", "--cpu-list", "0"];
  const { exitCode, stdout } = await chaos(["plan", "baseline", "--json"], { env: { DOCKER_HOST: nowhere }, under });
  expect({ exitCode, scenario: JSON.parse(stdout).scenario }).toEqual({ exitCode: 0, scenario: "baseline" });
});
