import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Lane, LaneSpec } from "../../../src/model/lane.ts";
import type { LaneOptions, Operation } from "../../../src/probes/operation.ts";

const folder = new URL("../../../src/probes/operations/", import.meta.url);
const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ""));
const lane = { index: 3, periodMs: 100 } as Lane;

describe.each(files)("operation %s", (name) => {
  const load = async (): Promise<{ default: Operation } & Record<string, unknown>> =>
    import(new URL(`${name}.ts`, folder).href);

  it("bears the name of its file and says what it shows", async () => {
    const { default: operation } = await load();
    expect(operation.name).toBe(name);
    expect(operation.summary.length).toBeGreaterThan(20);
    expect(operation.deadlineMs).toBeGreaterThanOrEqual(1_000);
  });

  it("has a factory of the same name for scenarios, whose defaults fit", async () => {
    const { default: operation, ...named } = await load();
    const factory = named[name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    const spec = (factory as (options?: LaneOptions) => LaneSpec)();
    expect(spec).toMatchObject({ operation: name, hz: 10, deadlineMs: operation.deadlineMs });
    expect(operation.vias).toContain(spec.via);
    const own = (factory as (options?: LaneOptions) => LaneSpec)({ connection: "reused", hz: 2, deadlineMs: 700 });
    expect(own).toMatchObject({ connection: "reused", hz: 2, deadlineMs: 700 });
  });

  it("never asks for the same change twice, and throws at an answer that is none", async () => {
    const { default: operation } = await load();
    if (operation.protocol !== "http") {
      expect(() => operation.read([], {})).toThrow();
      return;
    }
    const [first, second] = [1, 2].map((attempt) => JSON.stringify(operation.request(lane, attempt, "ns", [lane])));
    if (operation.changesState) expect(first).not.toBe(second);
    expect(() => operation.read("<html>")).toThrow();
  });
});
