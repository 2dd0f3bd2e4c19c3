import { afterEach, beforeEach, expect, it } from "vitest";
import { until } from "../../../src/host/clock.ts";
import type { StandingExec } from "../../../src/host/docker/standing-exec.ts";
import { Engine } from "../../../src/host/engine.ts";
import { plainWorker } from "../../support/plain-cluster.ts";

const engine = new Engine();
let plain: Awaited<ReturnType<typeof plainWorker>>;
let standing: StandingExec;

beforeEach(async () => {
  plain = await plainWorker(engine);
  standing = await engine.standing(plain.node.name, "echo one; echo two >&2; cat /run/told 2>/dev/null");
});
afterEach(async () => {
  standing.end();
  await plain[Symbol.asyncDispose]();
});

const shells = async () => {
  const { stdout } = await engine.exec(plain.node.name, ["sh", "-c", "grep -lszF question /proc/[0-9]*/cmdline"]);
  return stdout.split("\n").filter((line) => line !== "" && !line.includes("self")).length;
};

it("answers each question with what is so by then, from one command, which ends with whoever asks", async () => {
  expect(await standing.ask(5_000)).toBe("one\n");
  await engine.exec(plain.node.name, ["sh", "-c", "echo three >/run/told"]);
  expect(await standing.ask(5_000)).toBe("one\nthree\n");
  const while_ = await shells();
  standing.end();
  await until({ what: "the command is to end", timeoutMs: 10_000, everyMs: 100 }, async () =>
    (await shells()) < while_ ? true : undefined,
  );
  await expect(standing.ask(5_000)).rejects.toThrow("nobody asks");
}, 60_000);

it("says that nobody answers while the container is frozen, and never takes an old answer for a new one", async () => {
  const { name } = plain.node;
  expect(await standing.ask(5_000)).toBe("one\n");
  await engine.act({ do: "pause", node: name });
  await expect(standing.ask(500)).rejects.toThrow(/no answer from \S+ within 0\.5 s/);
  await expect(standing.ask(500)).rejects.toThrow(/paused/);
  await engine.act({ do: "unpause", node: name });
  await engine.exec(name, ["sh", "-c", "echo three >/run/told"]);
  expect(await standing.ask(5_000)).toBe("one\nthree\n");
}, 60_000);

it("begins anew after the container was killed and runs again", async () => {
  const { name } = plain.node;
  expect(await standing.ask(5_000)).toBe("one\n");
  await engine.act({ do: "kill", node: name });
  await expect(standing.ask(5_000)).rejects.toThrow();
  await expect(standing.ask(5_000)).rejects.toThrow(/not running/);
  await engine.act({ do: "start", node: name, network: plain.cluster.network, address: plain.node.address });
  expect(await standing.ask(5_000)).toBe("one\n");
}, 60_000);
