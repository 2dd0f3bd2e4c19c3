import { describe, expect, it } from "vitest";
import { countingEngine } from "../../support/counting-engine.ts";
import { chaos, oneLine } from "./support/call.ts";

/** A scenario of the library with lanes from inside the cluster. */
const inside = "dns-replica-loss";

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
        found: expect.stringMatching(
          /^the engine's machine is 3[56]\d\d\.\d s behind, give or take \d+\.\d s, this one$/,
        ),
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

  it("is no place for lanes from inside a cluster: list, plan and run say it, and nothing is made", async () => {
    const { host, asked } = await desktop();
    const env = { DOCKER_HOST: host };
    const why =
      /its lanes via "in-cluster" are unsupported here: the containers run on another machine or in a virtual/;
    const { unsupportedScenarios } = JSON.parse((await chaos(["list", inside, "--json"], { env })).stdout);
    expect(unsupportedScenarios).toEqual([{ scenario: inside, reason: expect.stringMatching(why) }]);
    for (const verb of ["plan", "run"]) expect(await chaos([verb, inside], { env })).toMatchObject(oneLine(why));
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
