import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Lane, LaneSpec, WatchSpec } from "../../src/model/lane.ts";
import type { AnyOperation, LaneOptions, Operation, WatchOperation } from "../../src/probes/operation.ts";

const folder = new URL("../../src/probes/operations/", import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.ts$/, ""));
const load = async <Kind extends AnyOperation>(name: string): Promise<{ default: Kind } & Record<string, unknown>> =>
  import(new URL(`${name}.ts`, folder).href);
const protocols = new Map(
  await Promise.all(names.map(async (name) => [name, (await load(name)).default.protocol] as const)),
);
const listens = (name: string) => protocols.get(name) === "watch";
const factoryOf = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const lane = { index: 3, periodMs: 100 } as Lane;

describe.each(names.filter((name) => !listens(name)))("operation %s", (name) => {
  it("bears the name of its file and says what it shows", async () => {
    const { default: operation } = await load<Operation>(name);
    expect(operation.name).toBe(name);
    expect(operation.summary.length).toBeGreaterThan(20);
    expect(operation.deadlineMs).toBeGreaterThanOrEqual(1_000);
  });

  it("has a factory of the same name for scenarios, whose defaults fit", async () => {
    const { default: operation, ...named } = await load<Operation>(name);
    const factory = named[factoryOf(name)];
    const spec = (factory as (options?: LaneOptions) => LaneSpec)();
    expect(spec).toMatchObject({ operation: name, hz: 10, deadlineMs: operation.deadlineMs });
    expect(operation.vias).toContain(spec.via);
    const own = (factory as (options?: LaneOptions) => LaneSpec)({ connection: "reused", hz: 2, deadlineMs: 700 });
    expect(own).toMatchObject({ connection: "reused", hz: 2, deadlineMs: 700 });
  });

  it("never asks for the same change twice, and throws at an answer that is none", async () => {
    const { default: operation } = await load<Operation>(name);
    if (operation.protocol !== "http") {
      expect(() => operation.read([], {})).toThrow();
      return;
    }
    const [first, second] = [1, 2].map((attempt) => JSON.stringify(operation.request(lane, attempt, "ns", [lane])));
    if (operation.changesState) expect(first).not.toBe(second);
    expect(() => operation.read("<html>")).toThrow();
  });
});

describe.each(names.filter(listens))("operation %s", (name) => {
  it("bears the name of its file and has a factory of the same name, whose defaults fit", async () => {
    const { default: operation, ...named } = await load<WatchOperation>(name);
    expect(operation.name).toBe(name);
    expect(operation.summary.length).toBeGreaterThan(20);
    const factory = named[factoryOf(name)] as (options?: Partial<WatchSpec>) => WatchSpec;
    // What observes hears of nothing that was written: only the ping of HTTP/2 tells that its stream is dead.
    const usual =
      operation.observer === undefined
        ? { connection: "reused", idleMs: 10_000 }
        : { connection: "http2", idleMs: 60_000 };
    expect(factory()).toMatchObject({ operation: name, ...usual });
    expect(operation.vias).toContain(factory().via);
    // client-go's own ping must be the first to notice.
    expect(factory({ connection: "http2" }).idleMs).toBeGreaterThan(45_000);
  });

  it("asks for bookmarks, from a revision on, for a limited time", async () => {
    const { default: operation } = await load<WatchOperation>(name);
    const { path } = operation.watch("ns", 4711, 321);
    expect(Object.fromEntries(new URL(path, "https://x").searchParams)).toEqual({
      watch: "1",
      allowWatchBookmarks: "true",
      resourceVersion: "4711",
      timeoutSeconds: "321",
    });
  });
});
