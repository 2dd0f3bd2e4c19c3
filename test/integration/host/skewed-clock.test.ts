import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Facts } from "../../../src/analysis/facts/facts.ts";
import { engineMoment } from "../../../src/analysis/timeline/engine-clock.ts";
import { engineClockKept } from "../../../src/analysis/verdict/engine-clock-kept.ts";
import { Clock } from "../../../src/host/clock.ts";
import { mustRun, run } from "../../../src/host/command.ts";
import { parseEndpoint } from "../../../src/host/docker/endpoint.ts";
import { Engine } from "../../../src/host/engine.ts";
import type { JournalEvent, Untimed } from "../../../src/model/event.ts";
import { EngineClock } from "../../../src/runner/observe/engine-clock.ts";
import { resolveImages } from "../../../src/setup/images/images.ts";
import { type SkewedEngine, skewedEngine } from "../../support/skewed-engine.ts";
import { chaos, oneLine } from "./support/call.ts";

/*
 * This machine's engine, as one tells of it whose machine has another clock: what it dates is told so far off, and a
 * container that is started is where it was all the same.
 */
const name = `kind-chaos-clock-${randomUUID().slice(0, 8)}`;
const hourMs = 3_600_000;

beforeAll(async () => {
  const { nodeImage } = await resolveImages();
  await mustRun(["docker", "create", "--name", name, "--network", "none", "--entrypoint", "sleep", nodeImage, "600"]);
});
afterAll(async () => void (await run(["docker", "rm", "--force", name])));

/** A run's looks at an engine's clock. */
function watching(skewed: SkewedEngine) {
  const engine = new Engine(() => ({ context: "default", endpoint: parseEndpoint("test", skewed.host, undefined) }));
  const [clock, events] = [new Clock(), [] as JournalEvent[]];
  const emit = (event: Untimed) => void events.push({ ...event, at: clock.now() } as JournalEvent);
  const facts = { eventsOf: (type: string) => events.filter((one) => one.type === type) } as unknown as Facts;
  return { engine, clock, facts, engineClock: new EngineClock({ engine, clock, emit }) };
}

describe("a container's start, dated by a clock that is not this one", () => {
  it.each([0, -2 * hourMs, 26 * hourMs])("lies where it was in the run: %i ms off", async (offMs) => {
    const { engine, clock, facts, engineClock } = watching(await skewedEngine(offMs));
    await engineClock.look();
    const before = clock.now();
    await mustRun(["docker", "restart", "--time", "0", name]);
    const after = clock.now();
    await engineClock.look();
    const { startedAt } = await engine.inspect(name);
    expect(Math.abs(Date.parse(startedAt) - offMs - Date.now())).toBeLessThan(60_000);
    const second = `${startedAt.slice(0, 19)}Z`;
    const [from = Number.NaN, to = Number.NaN] = engineMoment(second, facts) ?? [];
    expect(from).toBeLessThanOrEqual(after);
    expect(to).toBeGreaterThanOrEqual(before);
    expect(engineClockKept(facts)).toMatchObject([{ outcome: "pass" }]);
  });

  it("is told no more where that clock was set meanwhile, and the run is inconclusive", async () => {
    const skewed = await skewedEngine(0);
    const { engine, facts, engineClock } = watching(skewed);
    await engineClock.look();
    skewed.set(-20 * 60_000);
    await engineClock.look();
    expect(engineMoment((await engine.inspect(name)).startedAt, facts)).toBeUndefined();
    expect(engineClock.dated([0, 0])).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(engineClockKept(facts)).toMatchObject([
      {
        outcome: "inconclusive",
        summary: expect.stringMatching(/^it fell behind by 19 min 59 s|^it fell behind by 20 min/),
      },
    ]);
  });
});

describe("an engine's clock that is off", () => {
  it("is told by doctor with what is not known of it", async () => {
    const { host } = await skewedEngine(-20 * 60_000);
    const { stdout } = await chaos(["doctor", "--json"], { env: { DOCKER_HOST: host } });
    const found = JSON.parse(stdout).findings.find(({ subject }: { subject: string }) => subject === "clock");
    expect(found).toMatchObject({
      state: "limited",
      found: expect.stringMatching(
        /^the engine's machine is 1(?:199|200)\.\d s behind, give or take \d\.\d s, this one$/,
      ),
    });
  });

  it("by so much that certificates would not convince is refused by run and plan, before anything is made", async () => {
    const { host } = await skewedEngine(2 * hourMs);
    const refused = oneLine(/the clock of the engine's machine is 7[12]\d\d s ahead of this one's/);
    for (const verb of ["plan", "run"])
      expect(await chaos([verb, "baseline"], { env: { DOCKER_HOST: host } })).toMatchObject(refused);
  });
});
