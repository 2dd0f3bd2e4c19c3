import { expect, it } from "vitest";
import type { FaultTried, Said } from "../../../../tools/cgroup2/guest/said.ts";
import {
  inOrder,
  isSeen,
  problemsOf,
  type Row,
  readRows,
  renderPage,
  renderRows,
  withRow,
} from "../../../../tools/cgroup2/results.ts";

const whole = { begun: true, injected: true, proven: true, undone: true, detail: "seen", seconds: 3 };
const none = { begun: false, injected: false, proven: false, undone: false, detail: "three are needed" };
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
});

it("lets containers count only where nodes had nothing for a fault", () => {
  const onContainers = row(fault("node-stop", { ground: "containers" }));
  expect(isSeen([onContainers], "node-stop")).toBe(true);
  expect(isSeen([row(fault("node-stop", none)), onContainers], "node-stop")).toBe(true);
  expect(isSeen([onContainers, row(fault("node-stop", { proven: false }))], "node-stop")).toBe(false);
  expect(isSeen([row(fault("node-stop", none))], "node-stop")).toBe(false);
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
  const machine = { kind: "machine", kernel: "6.12", cgroup: "cgroup2fs", controllers: "cpu io memory" } as const;
  const said = [{ ...machine, engine: "26.1.5", cgroupDriver: "systemd" }, fault("peer-partition", none)];
  const page = renderPage([...said.map(row), row(fault("node-kill")), step(true)]);
  expect(page).toContain("Linux 6.12, cgroup2fs with cpu io memory, Docker 26.1.5 with the driver systemd");
  expect(page).toContain("1 of 2 faults");
  expect(page).toContain("| `doctor` | yes |");
  expect(page).toContain("| `peer-partition` | nodes | – | three are needed |");
  expect(page).toContain("| `node-kill` | nodes | yes, yes, yes | seen |");
});
