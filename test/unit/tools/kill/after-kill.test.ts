import { expect, it } from "vitest";
import type { Deed, Undo } from "../../../../src/journal/undo-log.ts";
import { healersSince } from "../../../../tools/kill/after-kill.ts";

const deed = (by: Deed["by"], at: string, kind: Deed["deed"] = "healed", folder = "/runs/b"): Deed => ({
  deed: kind,
  strike: crypto.randomUUID(),
  folder,
  by,
  at,
  detail: "seen",
});
const begun = [{ folder: "/runs/b" }] as unknown as readonly Undo[];
const killedAt = "2026-11-27T10:00:00.000Z";

it("names who healed after the kill, and nobody of another run", () => {
  const deeds = [
    deed("harness", "2026-11-27T09:59:00.000Z", "healed", "/runs/a"),
    deed("watchdog", "2026-11-27T10:00:01.000Z", "took-over"),
    deed("watchdog", "2026-11-27T10:00:02.000Z"),
    deed("clean", "2026-11-27T10:00:03.000Z"),
    deed("clean", "2026-11-27T10:00:04.000Z"),
  ];
  expect(healersSince({ deeds, begun }, "/runs/b", killedAt)).toBe("watchdog, clean");
});

it("tells what was healed before from what nobody healed, and from what was never begun", () => {
  const before = [deed("harness", "2026-11-27T09:59:59.000Z")];
  expect(healersSince({ deeds: before, begun }, "/runs/b", killedAt)).toBe("harness, before");
  const failed = [deed("clean", "2026-11-27T10:00:03.000Z", "not-healed")];
  expect(healersSince({ deeds: failed, begun }, "/runs/b", killedAt)).toBe("nobody");
  expect(healersSince({ deeds: [], begun }, "/runs/c", killedAt)).toBe("nothing was begun");
});
