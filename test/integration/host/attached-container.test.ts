import { type ChildProcess, spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { removeLostContainers } from "../../../src/clean/lost-containers.ts";
import { until } from "../../../src/host/clock.ts";
import { processLabel } from "../../../src/host/docker/own-containers.ts";
import { Engine } from "../../../src/host/engine.ts";
import { bootId, processStart } from "../../../src/host/process-start.ts";
import { resolveImages } from "../../../src/setup/images/images.ts";

const engine = new Engine();
let image = "";
let harness: ChildProcess | undefined;

beforeAll(async () => {
  image = (await resolveImages()).nodeImage;
});
afterEach(() => void harness?.kill("SIGKILL"));
afterAll(() => removeLostContainers(engine, { all: false, dryRun: false }));

/** A process with a container that runs a script of a shell; returns the word by which the container is known. */
function startHarness(script: string): string {
  const module = pathToFileURL("src/host/docker/attached-container.ts").href;
  const container = { purpose: "test", options: ["--network", "none"], image, argv: ["/bin/sh", "-c", script] };
  const code = `import { startAttached } from ${JSON.stringify(module)};
    startAttached(${JSON.stringify(container)});
    setInterval(() => {}, 1_000);`;
  harness = spawn(process.execPath, ["--input-type=module", "--eval", code], { stdio: "ignore" });
  const { pid = 0 } = harness;
  return [bootId(), pid, processStart(pid)].join(":");
}

async function idsOf(word: string): Promise<string[]> {
  return (await engine.containers.labelled(`${processLabel}=${word}`)).map(({ id }) => id);
}

async function running(word: string): Promise<string> {
  return until({ what: "a container is to run", timeoutMs: 60_000, everyMs: 100 }, async () => {
    const [id] = await idsOf(word);
    return id !== undefined && (await engine.containers.details(id)).running ? id : undefined;
  });
}

function gone(word: string): Promise<true> {
  return until({ what: "no container is to be left", timeoutMs: 60_000, everyMs: 100 }, async () =>
    (await idsOf(word)).length === 0 ? true : undefined,
  );
}

describe("a container that a process talks to", () => {
  it("is gone when that process was killed, and nobody gave a command", async () => {
    const word = startHarness("while read -r _; do :; done");
    await running(word);
    harness?.kill("SIGKILL");
    expect(await gone(word)).toBe(true);
  });

  it("is left alone by clean while the process lives, and removed where it hangs without it", async () => {
    const word = startHarness("trap '' TERM; while :; do sleep 1; done");
    const id = await running(word);
    const cleaned = async () =>
      (await removeLostContainers(engine, { all: false, dryRun: false })).filter(({ what }) => what === "delete");
    expect(await cleaned()).toEqual([]);
    expect(await idsOf(word)).toEqual([id]);
    harness?.kill("SIGKILL");
    await until({ what: "the process is to be gone", timeoutMs: 10_000, everyMs: 50 }, async () =>
      processStart(harness?.pid ?? 0) === undefined ? true : undefined,
    );
    expect(await cleaned()).toHaveLength(1);
    expect(await idsOf(word)).toEqual([]);
  });
});
