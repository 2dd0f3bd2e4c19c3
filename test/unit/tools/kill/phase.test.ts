import { expect, it } from "vitest";
import { hasReached, type Phase, phaseOf } from "../../../../tools/kill/phase.ts";

/** What a run prints, and the phase that each line brings it to. */
const lines: readonly (readonly [string, Phase])[] = [
  ["[00:00] take or create cluster", "before"],
  ["[00:01] cluster kc-kill (kept from before): 6 containers, Kubernetes 1.37.2", "before"],
  ["[00:02] steady state", "before"],
  ["[00:05] steady state holds (40 checks)", "namespace"],
  ["[00:12] hold: calm", "namespace"],
  ["[00:13] strike", "namespace"],
  ["[00:13] strike: etcd stopped and held down on an etcd follower (control-plane2)", "striking"],
  ["[00:15] strike: proven active: no process etcd", "active"],
  ["[00:15] … strike", "active"],
  ["[00:25] strike: proven active: no process etcd", "active"],
  ["[00:25] strike: healing", "healing"],
  ["[00:26] healing strike: not yet", "healing"],
  ["[00:27] strike: proven healed: process 1 runs", "healing"],
  ["[00:27] recovery of strike", "recovery"],
  ["[00:30] steady state holds (40 checks)", "recovery"],
  ["[00:31] last steady state", "last steady state"],
  ["[00:33] check of writes", "afterwards"],
];

it("follows a run by its progress lines", () => {
  const seen = lines.map((_, index) =>
    phaseOf(
      lines
        .slice(0, index + 1)
        .map(([line]) => `${line}\n`)
        .join(""),
    ),
  );
  expect(seen).toEqual(lines.map(([, phase]) => phase));
});

it("is not misled by words in the midst of a line", () => {
  expect(phaseOf("[00:02] note: strike: healing\n")).toBe("before");
  expect(phaseOf("")).toBe("before");
});

it("knows which phase comes first", () => {
  expect(hasReached("active", "striking")).toBe(true);
  expect(hasReached("striking", "striking")).toBe(true);
  expect(hasReached("namespace", "striking")).toBe(false);
});
