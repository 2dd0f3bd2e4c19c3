import { once } from "node:events";
import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { until } from "../../../src/host/clock.ts";
import { mustRun, run } from "../../../src/host/command.ts";
import { processLabel } from "../../../src/host/docker/own-containers.ts";
import { Engine } from "../../../src/host/engine.ts";
import { farFacts } from "../../../src/host/far-facts.ts";
import { startFarMachine } from "../../../src/host/far-machine.ts";
import { farMeter, machineMeter } from "../../../src/host/machine-meter.ts";
import { ownProcess } from "../../../src/host/process-start.ts";
import type { Untimed } from "../../../src/model/event.ts";
import { onEngineMachine } from "../../../src/run/engine-machine.ts";
import { resolveImages } from "../../../src/setup/images/images.ts";

/*
 * This machine's engine, at an address that is no loopback: for all who ask it it is on another machine, of which a
 * container tells what this machine tells, too.
 */
let image = "";
let far = "";
const server = createServer({ allowHalfOpen: true }, (client) => {
  const engine = connect({ path: "/var/run/docker.sock", allowHalfOpen: true });
  client.pipe(engine).pipe(client);
  const sockets = [client, engine];
  for (const socket of sockets)
    socket.on("error", () => {
      for (const each of sockets) each.destroy();
    });
});

beforeAll(async () => {
  image = (await resolveImages()).nodeImage;
  const format = "{{range .IPAM.Config}}{{.Gateway}}{{end}}";
  const gateway = (await mustRun(["docker", "network", "inspect", "bridge", "--format", format])).trim();
  await once(server.listen(0, gateway), "listening");
  far = `tcp://${gateway}:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
afterEach(() => void vi.unstubAllEnvs());

function busyFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

async function secondsPass(at: () => number, ms: number): Promise<void> {
  const begun = at();
  await until({ what: "some seconds are to be over there", timeoutMs: 20_000, everyMs: 50 }, async () =>
    at() >= begun + ms ? true : undefined,
  );
}

it("its load is as this machine says, and nothing is left of the look", async () => {
  const machine = await startFarMachine(image);
  const [there, here] = [farMeter(() => machine.counters()), machineMeter()];
  await secondsPass(() => machine.counters()?.at ?? 0, 2_000);
  const [told, own] = [there(), here()];
  await machine.stop();
  // The two begin and end up to a quarter of a second apart.
  expect(Math.abs((told.machineCpuShare ?? 9) - (own.machineCpuShare ?? 0))).toBeLessThan(0.3);
  expect(Object.keys(told.pressure ?? {})).toEqual(Object.keys(own.pressure ?? {}));
  expect(await new Engine().containers.labelled(`${processLabel}=${ownProcess()}`)).toEqual([]);
});

it("so are its free space and its limits", async () => {
  const { freeBytes = 0, inotifyInstances } = await farFacts(image);
  const { bavail, bsize } = await statfs((await mustRun(["docker", "info", "--format", "{{.DockerRootDir}}"])).trim());
  expect(Math.abs(freeBytes - bavail * bsize)).toBeLessThan(2e9);
  expect(inotifyInstances).toBe(Number(readFileSync("/proc/sys/fs/inotify/max_user_instances", "utf8")));
});

it("says in one line why it tells nothing", async () => {
  await expect(startFarMachine("kind-chaos/no-such-image:1")).rejects.toMatchObject({
    code: "far-machine",
    message: expect.stringMatching(/^how busy the engine's machine is, is not told: .*no-such-image[^\n]*$/),
  });
});

it("a run measures it instead of this one, and notes that; without an image nothing is measured, and that is noted", async () => {
  vi.stubEnv("DOCKER_HOST", far);
  const notes: Untimed[] = [];
  const shares = await onEngineMachine(
    { nodeImage: image },
    { emit: (event) => notes.push(event) },
    async (newMeter) => {
      const meter = newMeter();
      return until({ what: "a load is to be told", timeoutMs: 20_000, everyMs: 500 }, async () => {
        // A machine that idles may use none of its CPUs for as long as two of its counts are apart.
        busyFor(100);
        const told = meter();
        return (told.machineCpuShare ?? 0) > 0 ? told : undefined;
      });
    },
  );
  expect(shares.machineCpuShare).toBeGreaterThan(0);
  const without = { nodeImage: "kind-chaos/no-such-image:1" };
  const untold = await onEngineMachine(without, { emit: (event) => notes.push(event) }, async (newMeter) =>
    newMeter()(),
  );
  expect(untold.machineCpuShare).toBeUndefined();
  expect(notes).toMatchObject([
    { type: "note", text: expect.stringMatching(/are those of the engine's machine, which is not this one$/) },
    { type: "note", text: expect.stringMatching(/^how busy the engine's machine is, is not told/) },
  ]);
});

it("doctor says what is free there", async () => {
  const doctor = [process.execPath, "src/cli.ts", "doctor", "--json"];
  const { stdout } = await run(doctor, { env: { DOCKER_HOST: far }, timeoutMs: 60_000 });
  const found = new Map(JSON.parse(stdout).findings.map((one: { subject: string }) => [one.subject, one]));
  expect(found.get("free space")).toMatchObject({ meaning: expect.not.stringMatching(/not told/) });
  expect(found.get("inotify instances")).toMatchObject({ found: expect.stringMatching(/^\d+$/) });
  expect(found.get("container networks")).toMatchObject({
    state: "limited",
    found: expect.stringMatching(/elsewhere|another/),
  });
});
