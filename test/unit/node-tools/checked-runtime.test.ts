import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import type { ContainerRuntime, ContainerState } from "../../../src/model/node-runtime.ts";
import { checkedRuntime } from "../../../src/node-tools/checked-runtime.ts";
import { cluster, stateOf } from "../../support/recording-runtime.ts";

const node = "kc-x-worker";

/** Containers whose commands really run, here; `change` is what the engine says otherwise of them. */
function real(change: () => Partial<ContainerState> = () => ({})): ContainerRuntime {
  return {
    exec: async (_node, [command = "", ...words]) => {
      const { status, signal, stdout, stderr } = spawnSync(command, words, { encoding: "utf8" });
      return { exitCode: signal === null ? (status ?? -1) : 137, stdout, stderr };
    },
    inspect: async (name) => ({ ...stateOf(name), hostname: hostname(), ...change() }),
    memory: async () => ({ usedBytes: 2, reclaimableBytes: 1 }),
    outOfMemory: async (_node, since) => ({ at: "9.000", times: since === undefined ? 0 : 3 }),
    throttling: async () => ({ throttledPeriods: 2, throttledMs: 1_900 }),
    answersTls: async () => false,
  };
}

describe("a look", () => {
  const { look } = checkedRuntime(real(), cluster);

  it("returns what the command printed and nothing else, as its words are", async () => {
    expect(await look(node, ["printf", "%s", "a b\n\n$0 'c'"])).toEqual({
      exitCode: 0,
      stdout: "a b\n\n$0 'c'",
      stderr: "",
    });
    expect((await look(node, ["printf", "\\n"])).stdout).toBe("\n");
    expect((await look(node, ["true"])).stdout).toBe("");
  });

  it("takes only the exit codes that mean something", async () => {
    expect((await look(node, ["test", "-e", "/no/such/file"], { exits: [0, 1] })).exitCode).toBe(1);
    await expect(look(node, ["test", "-e", "/no/such/file"])).rejects.toThrow(
      /^look at kc-x-worker: test ended with 1, which says nothing$/,
    );
    await expect(look(node, ["sh", "-c", "echo why >&2; exit 3"], { exits: [0, 1] })).rejects.toThrow(
      /ended with 3.*: why$/,
    );
  });

  it.each([
    ["is not there", ["no-such-command"], /could not be run, or was ended: exit code 127: .*not found/],
    ["cannot be executed", ["/etc/passwd"], /could not be run, or was ended: exit code 126/],
    ["is killed", ["sh", "-c", "kill -9 $$"], /could not be run, or was ended: exit code 137/],
    ["takes the shell around it along", ["sh", "-c", "kill -9 $PPID"], /did not run to its end/],
  ])("throws where the command %s, whichever codes were to mean something", async (_, argv, words) => {
    await expect(look(node, argv, { exits: [0, 1, 126, 127, 137] })).rejects.toThrow(words);
  });
});

describe("what it is sure of", () => {
  it("that the engine's own words are no output", async () => {
    const engine = { ...real(), exec: async () => ({ exitCode: 0, stdout: "OCI runtime exec failed: x", stderr: "" }) };
    await expect(checkedRuntime(engine, cluster).look(node, ["true"])).rejects.toThrow(
      /true did not run \(exit code 0\): OCI runtime exec failed: x$/,
    );
  });

  it("that the node is the one that was asked for", async () => {
    const elsewhere = checkedRuntime(
      real(() => ({ hostname: "other" })),
      cluster,
    );
    await expect(elsewhere.look(node, ["true"])).rejects.toThrow(/another machine answered: /);
    const renamed = checkedRuntime(
      real(() => ({ id: "b0b" })),
      cluster,
    );
    await expect(renamed.look(node, ["true"])).rejects.toThrow(/another container has its name now \(b0b\)/);
    await expect(renamed.inspect(node)).rejects.toThrow(/another container/);
    await expect(renamed.throttling(node)).rejects.toThrow(/another container/);
    await expect(renamed.memory(node)).rejects.toThrow(/another container/);
    await expect(renamed.outOfMemory(node)).rejects.toThrow(/another container/);
    await expect(renamed.look("kc-y-worker", ["true"])).rejects.toThrow(/no node of the cluster/);
  });

  it("that its container was not started anew between two looks", async () => {
    let startedAt = "10:00";
    const runtime = checkedRuntime(
      real(() => ({ startedAt })),
      cluster,
    );
    await runtime.look(node, ["true"]);
    await runtime.look(node, ["true"]);
    startedAt = "10:05";
    await expect(runtime.look(node, ["true"])).rejects.toMatchObject({
      code: "started-anew",
      message: expect.stringMatching(/started anew since it was first seen/),
    });
    await expect(runtime.throttling(node)).rejects.toMatchObject({ code: "started-anew" });
    await expect(runtime.memory(node)).rejects.toMatchObject({ code: "started-anew" });
    await expect(runtime.outOfMemory(node, "1.000")).rejects.toMatchObject({ code: "started-anew" });
    expect((await runtime.inspect(node)).startedAt).toBe("10:05");
  });
});
