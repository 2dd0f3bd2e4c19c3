import { realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { queueFolder } from "../../../src/queue/queue-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

afterEach(() => void vi.unstubAllEnvs());

test.each(["6f1b0c1e-6a36-4a0b-9f3a-2f0f4a5f9b1c", "../../../etc", "", "a/b\0c"])(
  "whatever an engine calls itself, its queue lies in the cache folder, for its owner alone: %j",
  (engine) => {
    const cache = temporaryFolder();
    vi.stubEnv("KIND_CHAOS_CACHE", cache);
    const folder = queueFolder(engine);
    expect(realpathSync(dirname(folder))).toBe(realpathSync(join(cache, "queue")));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(queueFolder(engine)).toBe(folder);
    expect(queueFolder(`${engine}x`)).not.toBe(folder);
  },
);
