import { expect, it, vi } from "vitest";
import { withSetupLock } from "../../../../src/setup/steps/setup-lock.ts";
import { inFakeTime } from "../../../support/fake-time.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

it.runIf(process.platform === "linux")("one setup works at a time; the next says once that it waits", async () => {
  vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder());
  const { signal } = new AbortController();
  const told: string[] = [];
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const one = withSetupLock(
    signal,
    () => told.push("first waits"),
    async () => {
      await first.promise;
      told.push("first ends");
    },
  );
  const waits = () => {
    told.push("second waits");
    second.resolve();
  };
  await inFakeTime(async () => {
    const two = withSetupLock(signal, waits, async () => void told.push("second ends"));
    await second.promise;
    first.resolve();
    await Promise.all([one, two]);
  });
  expect(told).toEqual(["second waits", "first ends", "second ends"]);
  vi.unstubAllEnvs();
});

it.runIf(process.platform === "linux")("who waits may be interrupted", async () => {
  vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder());
  const first = Promise.withResolvers<void>();
  const one = withSetupLock(
    new AbortController().signal,
    () => {},
    () => first.promise,
  );
  const controller = new AbortController();
  const two = withSetupLock(
    controller.signal,
    () => controller.abort(new Error("enough")),
    async () => "worked",
  );
  await expect(two).rejects.toThrow("enough");
  first.resolve();
  await one;
  vi.unstubAllEnvs();
});

it.runIf(process.platform === "linux")("a cache folder may have a long name, in any letters", async () => {
  for (const folder of [`/home/${"ü".repeat(90)}`, `/home/${"long/".repeat(60)}`]) {
    vi.stubEnv("KIND_CHAOS_CACHE", folder);
    const { signal } = new AbortController();
    expect(
      await withSetupLock(
        signal,
        () => {},
        async () => "done",
      ),
    ).toBe("done");
  }
  vi.unstubAllEnvs();
});
