import { describe, expect, it } from "vitest";
import encryptionKeyRotation from "../../../src/procedures/encryption-key-rotation.ts";
import encryptionSwitchOff from "../../../src/procedures/encryption-switch-off.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("control-plane2"), namespace: "kind-chaos-x" };
const key = (name: string) => `k8s:enc:secretbox:v1:${name}`;
const secrets = (was: string, is: string, ...all: readonly string[]) => [`was ${was}`, `is ${is}`, ...all].join("\n");
const served = (told: string, read: number) => `${told}\nlisted 5\nread ${read}\n`;

describe("encryption-key-rotation", () => {
  const done = (lies: string, reads: string) =>
    encryptionKeyRotation.done(recordingRuntime({ "uniq -c": { stdout: lies }, listed: { stdout: reads } }), here, {});

  it("is done when all secrets lie under another key than before, and each API server reads each of them", async () => {
    expect(await done(secrets("plain", key("key1"), `all ${key("key1")} 5`), served("encrypts", 5))).toEqual({
      proven: true,
      detail:
        `the sentinel lay plain, secrets lie in etcd: 5 ${key("key1")}; ` +
        "control-plane reads 5 of 5; control-plane2 reads 5 of 5; control-plane3 reads 5 of 5",
    });
    expect((await done(secrets(key("key1"), key("key2"), `all ${key("key2")} 5`), served("encrypts", 5))).proven).toBe(
      true,
    );
  });

  it.each([
    [
      "one lies under the old key",
      secrets("plain", key("key1"), `all ${key("key1")} 4`, "all plain 1"),
      served("encrypts", 5),
    ],
    ["the key is the same", secrets(key("key1"), key("key1"), `all ${key("key1")} 5`), served("encrypts", 5)],
    ["nobody knows how it lay", secrets("", key("key1"), `all ${key("key1")} 5`), served("encrypts", 5)],
    ["one cannot be read", secrets("plain", key("key1"), `all ${key("key1")} 5`), served("encrypts", 4)],
    ["an API server is not told to", secrets("plain", key("key1"), `all ${key("key1")} 5`), served("plain", 5)],
    ["an API server says nothing", secrets("plain", key("key1"), `all ${key("key1")} 5`), ""],
  ])("is not done while %s", async (_, lies, reads) => {
    expect((await done(lies, reads)).proven).toBe(false);
  });

  it("is not done by an API server that was started anew, though it encrypted before", async () => {
    const lies = secrets(key("key1"), key("key2"), `all ${key("key2")} 5`);
    const { proven, detail } = await done(lies, served("encrypts\nanother", 5));
    expect(proven).toBe(false);
    expect(detail).toContain("control-plane2 reads 5 of 5, and was started anew, though it encrypted before");
  });

  it("is found where it broke off by what the first control plane has of it, and taken back", () => {
    const [look, ...others] = encryptionKeyRotation.brokenOff?.(here.cluster) ?? [];
    expect(others).toEqual([]);
    expect(look).toMatchObject({
      node: "kc-x-control-plane",
      argv: ["test", "-e", "/var/lib/kind-chaos/encryption"],
    });
    expect(look?.mend).toEqual(encryptionSwitchOff.actions(here, {}));
    expect(encryptionSwitchOff.brokenOff?.(here.cluster)).toEqual([{ ...look, isLeft: expect.any(Function) }]);
  });

  it("starts no other component anew than API servers", () => {
    for (const { restarts, restartedComponent } of [encryptionKeyRotation, encryptionSwitchOff]) {
      expect(restarts?.(here).map(({ short }) => short)).toEqual(["control-plane", "control-plane2", "control-plane3"]);
      expect(restartedComponent).toBe("kube-apiserver");
    }
  });

  it("writes nothing before every control plane was asked whether its key can be changed", () => {
    const actions = encryptionKeyRotation.actions(here, {});
    const sentinel = actions.findIndex((action) => action.do === "exec" && action.part === "a sentinel written");
    const before = actions.slice(0, sentinel).map((action) => JSON.stringify(action));
    expect(before).toHaveLength(6);
    // What is there afterwards is taken back by whoever heals: a refusal leaves nothing.
    expect(before.filter((text) => /mkdir|umask/.test(text))).toEqual([]);
  });

  it("is done once for the whole cluster", () => {
    const two = { ...here, targets: here.cluster.nodes.slice(0, 2) };
    for (const procedure of [encryptionKeyRotation, encryptionSwitchOff])
      expect(() => procedure.actions(two, {})).toThrow("its target is one control plane");
  });

  it("may take what its commands may, on so many control planes as there are", () => {
    const { takesMs } = encryptionKeyRotation;
    const more = { ...here.cluster, nodes: [...here.cluster.nodes, { ...here.node, name: "kc-x-control-plane4" }] };
    const [three, four] = [here.cluster, more].map((cluster) => (typeof takesMs === "function" ? takesMs(cluster) : 0));
    const limits = encryptionKeyRotation
      .actions(here, {})
      .map((action) => (action.do === "exec" ? (action.timeoutMs ?? 20_000) : 20_000));
    expect(three).toBeGreaterThan(limits.reduce((sum, one) => sum + one));
    expect(four).toBeGreaterThan(Number(three));
  });
});
