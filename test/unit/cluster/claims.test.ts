import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import {
  allClaims,
  type Claim,
  claimCluster,
  isAlive,
  livingWatchdog,
  noteKept,
  noteWatchdog,
  readClaim,
  releaseClaim,
} from "../../../src/cluster/claims.ts";
import { claimFileOf, clustersFolder, makeClusterFolder, ownUndoLog } from "../../../src/cluster/cluster-folder.ts";
import { bootId, processStart } from "../../../src/host/process-start.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const there = { folder: "/runs/a", engine: "this", isThere: true };
const toBeMade = { ...there, isThere: false };

beforeEach(() => {
  vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
});

/** A claim as another process wrote it. */
function claimed(own: Partial<Claim>): void {
  makeClusterFolder("kc-a");
  const nobody = { cluster: "kc-a", pid: 0, started: "", boot: bootId(), folder: "/runs/before", kept: false };
  writeFileSync(claimFileOf("kc-a"), JSON.stringify({ ...nobody, engine: "this", ...own }));
}

const living = { pid: process.ppid, started: processStart(process.ppid) ?? "" };

describe("who has a cluster", () => {
  test("a living process keeps it from others, whose claims leave no trace", async () => {
    claimed(living);
    expect(await claimCluster("kc-a", there)).toBe(false);
    expect(readClaim("kc-a")).toMatchObject(living);
    expect(readdirSync(makeClusterFolder("kc-a"))).toEqual(["claim.json"]);
  });

  test.each([
    ["that let go of it", { pid: 0, started: "" }],
    ["that died", { pid: 2 ** 22, started: "1" }],
    ["whose number another has now", { pid: process.ppid, started: "1" }],
    ["of an earlier start of the machine, as another of the same number and time", { ...living, boot: "earlier" }],
  ])("a process %s does not", async (_, holder) => {
    claimed(holder);
    expect(isAlive(readClaim("kc-a") as Claim)).toBe(false);
    expect(await claimCluster("kc-a", there)).toBe(true);
    expect(readClaim("kc-a")).toMatchObject({ pid: process.pid, folder: "/runs/a" });
  });

  test("its own process takes it again for the next run", async () => {
    expect(await claimCluster("kc-a", there)).toBe(true);
    expect(await claimCluster("kc-a", { ...there, folder: "/runs/b" })).toBe(true);
    expect(readClaim("kc-a")).toMatchObject({ folder: "/runs/b" });
  });

  test("what is no claim says nothing", async () => {
    makeClusterFolder("kc-a");
    writeFileSync(claimFileOf("kc-a"), '{"cluster":"kc-a","pi');
    mkdirSync(join(clustersFolder(), "no name"));
    expect(readClaim("kc-a")).toBeUndefined();
    expect(readClaim("../kc-a")).toBeUndefined();
    expect(allClaims()).toEqual([]);
    expect(await claimCluster("kc-a", there)).toBe(true);
    expect(allClaims()).toMatchObject([{ cluster: "kc-a" }]);
  });

  test("claims are for their owner's eyes alone", async () => {
    await claimCluster("kc-a", there);
    expect(statSync(claimFileOf("kc-a")).mode & 0o777).toBe(0o600);
    expect(statSync(makeClusterFolder("kc-a")).mode & 0o777).toBe(0o700);
  });
});

describe("whether a cluster is kept", () => {
  const isKept = () => readClaim("kc-a")?.kept;

  test("what a person kept stays kept, whatever the next holder does or dies of", async () => {
    claimed({ kept: true });
    await claimCluster("kc-a", there);
    expect(isKept()).toBe(true);
    await releaseClaim("kc-a", "as it was");
    expect(isKept()).toBe(true);
  });

  test("what a dead run left stays so until somebody keeps it", async () => {
    claimed({ kept: false });
    await claimCluster("kc-a", there);
    expect(isKept()).toBe(false);
    await releaseClaim("kc-a", "as it was");
    expect(isKept()).toBe(false);
    await claimCluster("kc-a", there);
    await releaseClaim("kc-a", "kept");
    expect(readClaim("kc-a")).toMatchObject({ kept: true, pid: 0 });
  });

  test("one of which nothing is known, or only of its name on another engine, counts as kept", async () => {
    await claimCluster("kc-a", there);
    expect(isKept()).toBe(true);
    claimed({ kept: false, engine: "another" });
    await claimCluster("kc-a", there);
    expect(isKept()).toBe(true);
  });

  test("one that was made and is to stay does so from then on, though its process dies; another's does not", async () => {
    await claimCluster("kc-a", { ...there, isThere: false });
    await noteKept("kc-a", true);
    expect(readClaim("kc-a")).toMatchObject({ kept: true, pid: process.pid });
    await noteKept("kc-a", false);
    expect(isKept()).toBe(false);
    claimed({ ...living, kept: false });
    await noteKept("kc-a", true);
    expect(isKept()).toBe(false);
  });

  test("one that is to be made is not kept, though an earlier one of its name was", async () => {
    claimed({ kept: true });
    await claimCluster("kc-a", toBeMade);
    expect(isKept()).toBe(false);
  });
});

describe("the watchdog of the last user", () => {
  test("is known to the next ones while it lives, whoever they are", async () => {
    await claimCluster("kc-a", toBeMade);
    expect(livingWatchdog("kc-a")).toBeUndefined();
    await noteWatchdog("kc-a", process.ppid);
    await releaseClaim("kc-a", "kept");
    await claimCluster("kc-a", { ...there, folder: "/runs/b" });
    expect(livingWatchdog("kc-a")).toBe(process.ppid);
    claimed({ watchdog: { pid: process.ppid, started: "1" } });
    expect(livingWatchdog("kc-a")).toBeUndefined();
  });

  test("is noted by who has the cluster, and by nobody else", async () => {
    claimed(living);
    await noteWatchdog("kc-a", process.pid);
    expect(livingWatchdog("kc-a")).toBeUndefined();
  });
});

describe("the end of a cluster", () => {
  test("takes along all that was kept of it", async () => {
    await claimCluster("kc-a", toBeMade);
    writeFileSync(ownUndoLog("kc-a"), "");
    await releaseClaim("kc-a", "gone");
    expect(readdirSync(clustersFolder())).toEqual([]);
    await releaseClaim("kc-a", "gone");
    expect(readdirSync(clustersFolder())).toEqual([]);
  });

  test("is no end of what a living process uses", async () => {
    claimed(living);
    await releaseClaim("kc-a", "gone");
    expect(readClaim("kc-a")).toMatchObject(living);
  });
});
