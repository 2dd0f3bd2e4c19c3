import { afterEach, expect, it, vi } from "vitest";
import type { HostFacts } from "../../../src/host/host-facts.ts";
import { machineFindings } from "../../../src/setup/machine-findings.ts";

const facts: HostFacts = {
  notDocker: undefined,
  cgroup: "v2",
  kernel: "6.12",
  cpus: 4,
  memoryBytes: 8e9,
  isLocalEngine: true,
  missingCapabilities: [],
  openFileLimit: 1e6,
  inotifyInstances: 512,
  inotifyWatches: 1e6,
  clockAhead: [-20, 44],
  diskFreeBytes: 1e11,
  hasEngineDisk: true,
  features: [],
};
const found = (subject: string, more: Partial<HostFacts>) =>
  machineFindings({ ...facts, ...more }).find((line) => line.subject === subject);

afterEach(() => void vi.useRealTimers());

it.each([
  [1e9, "missing"],
  [2.1e9, "limited"],
  [3.9e9, "limited"],
  [4.1e9, "ok"],
])("memory of %i bytes is %s", (memoryBytes, state) => {
  expect(found("memory", { memoryBytes })?.state).toBe(state);
});

it.each([
  [[-20, 44], "ok", "the engine's machine is 0.0 s ahead, give or take 0.1 s, of this one"],
  [[-40_000, -39_990], "limited", "the engine's machine is 40.0 s behind, give or take 0.1 s, this one"],
  [[90_000, 90_300], "limited", "the engine's machine is 90.2 s ahead, give or take 0.2 s, of this one"],
  // Nobody knows that the two are close.
  [[-10, 40_000], "limited", "the engine's machine is 20.0 s ahead, give or take 20.1 s, of this one"],
  [undefined, "unknown", "that of the engine's machine is not told"],
] as const)("a clock that is %s ms ahead is %s", (clockAhead, state, words) => {
  expect(found("clock", { clockAhead })).toMatchObject({ state, found: words });
});

it("a clock from before this version was made is wrong, whatever the engine's says", () => {
  vi.setSystemTime(new Date("2016-01-28T00:00:00Z"));
  expect(found("clock", {})).toMatchObject({ state: "limited", found: "2016-01-28, before this version was made" });
});

it("free space elsewhere is not told", () => {
  expect(found("free space", { hasEngineDisk: false })?.meaning).toMatch(/engine's machine is not told$/);
  expect(found("free space", {})?.meaning).not.toMatch(/not told/);
});
