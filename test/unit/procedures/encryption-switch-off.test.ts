import { describe, expect, it } from "vitest";
import encryptionSwitchOff from "../../../src/procedures/encryption-switch-off.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("control-plane2"), namespace: "kind-chaos-x" };
const plain = ["was ", "is plain", "all plain 5"].join("\n");
const served = (told: string, read: number) => `${told}\nlisted 5\nread ${read}\n`;

describe("encryption-switch-off", () => {
  const done = (lies: string, reads: string) =>
    encryptionSwitchOff.done(recordingRuntime({ "uniq -c": { stdout: lies }, listed: { stdout: reads } }), here, {});

  it("is done when nothing is encrypted, no API server is told to, and each reads all", async () => {
    expect(await done(plain, served("plain", 5))).toEqual({
      proven: true,
      detail:
        "secrets lie in etcd: 5 plain; control-plane reads 5 of 5; control-plane2 reads 5 of 5; control-plane3 reads 5 of 5",
    });
  });

  it("is not done while a secret lies under a key, an API server is told to encrypt, or one cannot be read", async () => {
    const one = ["was plain", "is plain", "all k8s:enc:secretbox:v1:key2 1", "all plain 4"].join("\n");
    expect((await done(one, served("plain", 5))).proven).toBe(false);
    expect((await done(plain, served("plain", 4))).proven).toBe(false);
    const { proven, detail } = await done(plain, served("encrypts", 5));
    expect([proven, detail.includes("control-plane2 reads 5 of 5, and is still told to encrypt")]).toEqual([
      false,
      true,
    ]);
  });

  it("has API servers started anew, for which nobody is to blame", () => {
    expect(encryptionSwitchOff.restarts?.(here)).toHaveLength(3);
  });
});
