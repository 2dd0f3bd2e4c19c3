import fc from "fast-check";
import { expect, it } from "vitest";
import { fragmentsOf } from "../../../src/serve/fragments.ts";
import { obeyed } from "../../support/hostile-texts.ts";
import { anySnapshot, liveLane, liveSnapshot } from "../../support/live-snapshots.ts";
import { plainSpaces } from "../../support/plain-spaces.ts";

/** The elements that the page's parts are made of; whatever else looks like one came from a text. */
const ownElements =
  /<\/?(?:h1|p|strong|progress|li|em|br|span|tr|td|th|time|code)(?: (?:class|max|value|aria-label|aria-hidden|scope)="[^"<>]*")*>/g;

it("passes on no markup and no control character from any text of a run", () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      for (const part of Object.values(fragmentsOf(snapshot, { outcome: "fail", folder: snapshot.title }))) {
        expect(part).not.toMatch(obeyed);
        expect(part.replaceAll(ownElements, "")).not.toMatch(/[<>"]/);
      }
    }),
  );
});

it("shows phase, countdown, faults with their evidence, lanes with their strips, and events, the newest first", () => {
  const fault = {
    id: "kill",
    description: "kill -9 etcd",
    nodes: ["control-plane2"],
    stage: "active" as const,
    sinceMs: 3_000,
    evidence: "no etcd process",
  };
  const lane = liveLane({ state: "out", text: "out for 2.1 s (refused)", cells: ["fast", "fast", "failed"] });
  const lines = [
    { at: 61_000, text: "first" },
    { at: 62_000, text: "second" },
  ];
  const made = fragmentsOf(liveSnapshot({ faults: [fault], lanes: [lane], lines }));
  const parts = Object.fromEntries(
    Object.entries(made).map(([name, part]) => [name, plainSpaces(part)]),
  ) as typeof made;
  expect(parts.now).toContain("<strong>hold: calm</strong> 2 s of 20 s");
  expect(parts.now).toContain("01:12 since the start · about 1 min 38 s left");
  expect(parts.faults).toContain("<em>proven active 3 s</em>: kill -9 etcd on control-plane2");
  expect(parts.faults).toContain("no etcd process");
  expect(parts.lanes).toContain('<span class="c-fast">▁▁</span><span class="c-failed">✗</span>');
  expect(parts.lanes).toContain("out for 2.1 s (refused)");
  expect(parts.log).toBe("<li><time>01:02</time> second</li><li><time>01:01</time> first</li>");
});

it("shows what became of a run, and before one that there is none", () => {
  expect(fragmentsOf(liveSnapshot({ ended: "completed" }), { outcome: "fail", folder: "reports/x" }).now).toContain(
    '<p class="badge v-fail">FAIL</p><p>Its reports are in <code>reports/x</code>.</p>',
  );
  expect(fragmentsOf(undefined).head).toContain("No run has begun yet.");
});
