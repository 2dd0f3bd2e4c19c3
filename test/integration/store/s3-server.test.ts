import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Suite } from "../../../src/model/suite.ts";
import { harnessCommit } from "../../../src/run/harness-commit.ts";
import { known, projectFolder } from "../../../src/scenario/catalogue.ts";
import { loadScenarios } from "../../../src/scenario/load-scenario.ts";
import { readStoreAddress } from "../../../src/store/address.ts";
import { openStore } from "../../../src/store/store.ts";
import { foldersOf, keepInStore, placeOfShard } from "../../../src/suite/keep-in-store.ts";
import { type WishedRun, wishedRuns } from "../../../src/suite/same-call.ts";
import { canServe, type S3Server, serveS3 } from "../../support/s3-server.ts";
import { type ShardFolders, writeShards } from "../../support/shard-folders.ts";

const isThere = await canServe();
/** Those that shards were of here. */
const scenarios = ["etcd-minority", "baseline", "single-control-plane", "worker-kill"];

describe.skipIf(!isThere)("with an S3-compatible server on loopback", () => {
  let server: S3Server;
  let shards: ShardFolders;
  const folder = mkdtempSync(join(tmpdir(), "kind-chaos-test-"));
  beforeAll(async () => {
    server = await serveS3(join(folder, "served"));
    Object.assign(process.env, server.env);
    shards = await writeShards(join(folder, "shards"), 3);
    const wished = await wishedRuns(await loadScenarios(scenarios, known()), {}, 1);
    for (const part of shards.parts) sealed(part, wished);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    for (const name of Object.keys(server.env)) delete process.env[name];
    rmSync(folder, { recursive: true, force: true });
  });

  const night = () => `s3://${server.bucket}/night-1`;
  const cli = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    execa(process.execPath, [join(projectFolder, "src/cli.ts"), ...args], {
      cwd: shards.folder,
      env: { ...server.env, ...env },
      reject: false,
    });
  const summaryOf = (part: string) => join(shards.folder, part, "suite-20261123T110000Z/summary.json");
  const read = (part: string): Suite => JSON.parse(readFileSync(summaryOf(part), "utf8"));

  /** Makes a shard one of the commit that runs here, and of a call of scenarios that there are. */
  function sealed(part: string, wished: readonly WishedRun[]): void {
    const suite = read(part);
    const own = <Run extends WishedRun>(run: Run): Run => {
      const name = run.scenario === "saturated-machine" ? "baseline" : run.scenario;
      return { ...run, ...wished.find(({ scenario }) => scenario === name) };
    };
    const shard = suite.shard && { ...suite.shard, plan: suite.shard.plan.map(own) };
    const changed = { ...suite, commit: harnessCommit(), shard, runs: suite.runs.map(own) };
    writeFileSync(summaryOf(part), JSON.stringify(changed, null, 2));
  }

  async function store(part: string): Promise<string> {
    const suite = read(part);
    const place = placeOfShard(readStoreAddress(night()), suite.shard);
    return keepInStore(place, foldersOf(suite, join(shards.folder, part, suite.suite)));
  }

  test("merges what shards put there, the same to the byte as from their folders, and puts the whole there", async () => {
    const stored = [];
    for (const part of shards.parts) stored.push(await store(part));
    expect(stored[0]).toMatch(/^stored {5}\d+ files in s3:\/\/nights\/night-1\/shard-1-of-3$/);
    const fromStore = await cli(["merge", night(), "--output", "one/night", "--expect", "3", "--store", night()]);
    const fromDisk = await cli(["merge", ...shards.parts, "--output", "two/night"]);
    expect([fromStore.exitCode, fromStore.stderr]).toEqual([
      fromDisk.exitCode,
      "stored     5 files in s3://nights/night-1",
    ]);
    for (const file of ["summary.json", "summary.md", "junit.xml"])
      expect(readFileSync(join(shards.folder, "one/night", file), "utf8")).toBe(
        readFileSync(join(shards.folder, "two/night", file), "utf8"),
      );
    const again = await cli(["merge", night(), "--output", "three/night"]);
    expect(again.stderr).toMatch(/1-nights\/night was merged before: it is left out$/);
    expect(readFileSync(join(shards.folder, "three/night/summary.json"), "utf8")).toBe(
      readFileSync(join(shards.folder, "one/night/summary.json"), "utf8"),
    );
    // Nothing of the copies is left on this machine.
    const [copies = ""] = again.stderr.split("/1-nights");
    expect(existsSync(resolve(shards.folder, copies))).toBe(false);
  });

  test("every file of a run is there, and a shard that is whole is not run again", async () => {
    const [part = ""] = shards.parts;
    await store(part);
    using opened = await openStore(readStoreAddress(night()));
    const keys = (await opened.list("night-1/shard-1-of-3/")).map(({ key }) => key);
    for (const { result } of read(part).runs)
      expect(keys).toContain(`night-1/shard-1-of-3/${result?.run}/journal.jsonl`);
    const words = ["run", ...scenarios, "--shard", "1/3", "--seed", "42", "--resume", "--store", night()];
    const resumed = await cli([...words, "--reports", "elsewhere"]);
    expect([resumed.exitCode, resumed.stdout]).toEqual([
      read(part).exitCode,
      `shard 1/3: ${read(part).outcome}, run before and whole: s3://nights/night-1/shard-1-of-3`,
    ]);
  });

  test("a shard that lies here alone is put there by --resume", async () => {
    const [, part = ""] = shards.parts;
    const other = `s3://${server.bucket}/night-2`;
    const words = ["run", ...scenarios, "--shard", "2/3", "--seed", "42", "--resume", "--store", other];
    const resumed = await cli([...words, "--reports", part]);
    expect(resumed.exitCode).toBe(read(part).exitCode);
    expect(resumed.stderr).toMatch(/^stored {5}\d+ files in s3:\/\/nights\/night-2\/shard-2-of-3$/);
    expect((await cli(["merge", other, "--output", "of-two", "--json"])).stdout).toContain("shard 1/3 is missing");
  });

  test("a place that may not be written to, or that holds nothing, is found out at once", async () => {
    const empty = await cli(["merge", `s3://${server.bucket}/no-such-night`, "--output", "none"]);
    expect([empty.exitCode, empty.stderr]).toEqual([
      2,
      "chaos: s3://nights/no-such-night: there is no summary.json in it, nor below",
    ]);
    const odd = await cli(["merge", night(), "--output", "a night", "--store", night()]);
    expect(odd.stderr).toMatch(/^chaos: --output a night: with --store its name has letters/);
    // A folder stands where the trial would be put.
    mkdirSync(join(folder, "served", server.bucket, "night-3/kind-chaos.txt/x"), { recursive: true });
    const words = ["run", ...scenarios, "--shard", "1/3", "--seed", "1", "--store", `s3://${server.bucket}/night-3`];
    const refused = await cli(words);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/^chaos: s3:\/\/nights\/night-3: the store refused: /);
  });

  test("a wrong key, a bucket that is not there, and a server that is not there are one line each, before any run", async () => {
    const words = ["run", "--all", "--shard", "1/3", "--seed", "1", "--store"];
    const wrong = await cli([...words, night()], { AWS_SECRET_ACCESS_KEY: "another" });
    const bucket = await cli([...words, "s3://no-such-bucket"]);
    const gone = await cli([...words, night()], { AWS_ENDPOINT_URL: "http://127.0.0.1:1" });
    for (const { exitCode, stderr } of [wrong, bucket, gone]) {
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/^chaos: s3:\/\/[\w/-]+: the store refused: \S+/);
      expect(stderr).not.toContain("\n");
    }
    expect(gone.stderr).toContain("ECONNREFUSED");
  });
});

test("without a place in it there is none", async () => {
  const { exitCode, stderr } = await execa(process.execPath, [join(projectFolder, "src/cli.ts"), "merge", "s3://"], {
    reject: false,
  });
  expect([exitCode, stderr]).toEqual([
    2,
    "chaos: s3://: is no place in a store: write for example s3://bucket/night-4711",
  ]);
});
