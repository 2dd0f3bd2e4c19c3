import { expect, it } from "vitest";
import { tryToReach } from "../../../src/node-tools/reach.ts";
import { recordingRuntime } from "../../support/recording-runtime.ts";

const tried = (exitCode: number, stderr = "") =>
  tryToReach(recordingRuntime({ "/dev/tcp": { exitCode, stderr } }), "kc-x-worker", "172.30.0.2", 9);

it("tells a way that is open, one at whose end nobody listens, and one on which all is lost", async () => {
  expect(await tried(0)).toBe("open");
  expect(await tried(1, "bash: connect: Connection refused")).toBe("refused");
  expect(await tried(124)).toBe("silent");
});

it.each([
  ["bash: connect: No route to host", 1],
  ["bash: /dev/tcp: No such file or directory", 1],
  ["", 1],
  ["", 126],
  ["", 127],
  ["", 137],
])("says nothing of the way where the try itself went wrong: %j, %i", async (stderr, exitCode) => {
  await expect(tried(exitCode, stderr)).rejects.toThrow(/look at|could not try/);
});
