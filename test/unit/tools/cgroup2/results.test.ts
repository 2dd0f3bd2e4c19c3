import { expect, it } from "vitest";
import type { FaultTried, Said } from "../../../../tools/cgroup2/guest/said.ts";
import {
  inOrder,
  problemsOf,
  type Row,
  readRows,
  renderPage,
  renderRows,
  stateOf,
  withRow,
} from "../../../../tools/cgroup2/results.ts";

const whole = { begun: true, injected: true, proven: true, undone: true, detail: "seen", seconds: 3 };
const none = { begun: false, injected: false, proven: false, undone: false, detail: "three are needed" };
const machine = {
  kind: "machine",
  kernel: "6.12",
  cgroup: "cgroup2fs",
  controllers: "cpu io memory",
  engine: "26.1.5",
  cgroupDriver: "systemd",
} as const;
const fault = (name: string, more: Partial<FaultTried> = {}): FaultTried => ({
  kind: "fault",
  fault: name,
  ground: "nodes",
  ...whole,
  ...more,
});
const row = (said: Said): Row => ({ commit: "abc1234", day: "2026-11-29", said });
const step = (ok: boolean) => row({ kind: "step", step: "doctor", ok, detail: "exit code 1: no engine", seconds: 9 });

it("keeps the newest row of each thing, and no notes", () => {
  const first = withRow([], row(fault("node-kill", { proven: false })));
  const second = withRow(withRow(first, row(fault("node-kill"))), row({ kind: "note", text: "next" }));
  expect(withRow(second, row({ kind: "end" }))).toEqual([row(fault("node-kill"))]);
  expect(withRow(second, row(fault("node-kill", { ground: "containers" })))).toHaveLength(2);
  expect(readRows(renderRows(second))).toEqual(second);
});

it("finds what failed, and what was not seen whole", () => {
  const rows = [step(false), row(fault("node-kill")), row(fault("node-stop", { undone: false }))];
  expect(problemsOf(rows, ["node-kill", "node-stop", "node-pause"])).toEqual([
    "doctor: exit code 1: no engine",
    "node-stop: on nodes: seen",
    "node-pause: not tried",
  ]);
  const hybrid = row({ ...machine, cgroup: "tmpfs" });
  expect(problemsOf([hybrid, row(fault("node-kill"))], ["node-kill"])).toEqual(["the guest has tmpfs, not cgroup2fs"]);
});

it("lets containers count only where nodes had nothing for a fault, and excuses what neither had", () => {
  const here = row(fault("node-stop", { ground: "containers" }));
  const nothing = row(fault("node-stop", none));
  expect(stateOf([here], "node-stop")).toBe("open");
  expect(stateOf([nothing, here], "node-stop")).toBe("whole");
  expect(stateOf([row(fault("node-stop", { proven: false })), here], "node-stop")).toBe("open");
  expect(stateOf([nothing], "node-stop")).toBe("open");
  const nowhere = [nothing, row(fault("node-stop", { ...none, ground: "containers" }))];
  expect(stateOf(nowhere, "node-stop")).toBe("nowhere");
  expect(problemsOf(nowhere, ["node-stop"])).toEqual([]);
});

it("tries last what may cost a cluster its data or certificates", () => {
  expect(inOrder(["etcd-data-loss", "node-kill", "certificate-expired", "disk-slow"])).toEqual([
    "disk-slow",
    "node-kill",
    "certificate-expired",
    "etcd-data-loss",
  ]);
});

it("shows machine, steps and faults, and what a fault could not be begun for", () => {
  const said = [machine, fault("peer-partition", none)];
  const rows = [...said.map(row), row(fault("node-kill")), step(true)];
  const page = renderPage(rows, ["node-kill", "node-pause", "peer-partition"]);
  expect(page).toContain("Linux 6.12, cgroup2fs with cpu io memory, Docker 26.1.5 with the driver systemd");
  expect(page).toContain("1 of 3 faults");
  expect(page).toContain("| `doctor` | yes |");
  expect(page).toContain("| `peer-partition` | nodes | – | three are needed |");
  expect(page).toContain("| `node-kill` | nodes | yes, yes, yes | seen |");
});
