import { Readable } from "node:stream";
import type Docker from "dockerode";
import { describe, expect, it } from "vitest";
import { countEvents, engineSeconds, outOfMemory } from "../../../../src/host/docker/out-of-memory.ts";

/** An engine's time, and what it tells when it is asked for events. */
function engine(told: readonly object[]) {
  const asked: unknown[] = [];
  const docker = {
    info: async () => ({ SystemTime: "2026-11-28T19:00:00.123456789Z" }),
    getEvents: async (options: unknown) => {
      asked.push(options);
      return Readable.from(told.map((event) => `${JSON.stringify(event)}\n`));
    },
  };
  return { docker: docker as unknown as Docker, asked };
}

describe("want of memory, by an engine's events", () => {
  it("is counted since a time of the engine's own, up to its own now", async () => {
    const { docker, asked } = engine([{ Action: "oom" }, { Action: "oom" }]);
    expect(await outOfMemory(docker, "b0b", "1764356300.000")).toEqual({ at: "1795892400.123", times: 2 });
    expect(asked).toEqual([
      {
        since: "1764356300.000",
        until: "1795892400.123",
        filters: JSON.stringify({ type: ["container"], container: ["b0b"], event: ["oom"] }),
      },
    ]);
  });

  it("is none where only the time was asked for", async () => {
    const { docker, asked } = engine([]);
    expect(await outOfMemory(docker, "b0b")).toEqual({ at: "1795892400.123", times: 0 });
    expect(asked).toEqual([]);
  });

  it("is nothing where nothing was told, and not known without a time", () => {
    expect(countEvents("")).toBe(0);
    expect(countEvents('{"Action":"oom"}\n')).toBe(1);
    expect(() => engineSeconds(undefined)).toThrow(/does not tell what time it is/);
  });
});
