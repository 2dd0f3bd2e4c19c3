import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { queueFolder } from "../../../src/queue/queue-folder.ts";
import { writeRun } from "../../support/story-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { chaos, oneLine } from "./support/call.ts";

const isRoot = process.getuid?.() === 0;
const nowhere = "unix:///nonexistent/docker.sock";
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
