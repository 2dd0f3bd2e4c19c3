import { z } from "zod";
import type { Facts } from "../../../src/analysis/facts/facts.ts";
import type { GuaranteeDefinition } from "../../../src/analysis/verdict/guarantee-definition.ts";
import { defineGuarantee } from "../../../src/guarantees/kit/define-guarantee.ts";
import type { Judgement } from "../../../src/model/guarantee.ts";
import type { Outcome } from "../../../src/model/outcome.ts";
import { between, heldFault, refused } from "../../../src/stories/fates.ts";
import type { Story } from "../../../src/stories/story.ts";

/** A run in which one of two lanes is out for a while and somebody makes a note. */
function eventful(name: string): Story {
  return {
    lanes: ["readyz/api/new", "cached-read/control-plane/new"],
    guarantees: [{ id: name, guarantee: name, params: {} }],
    fault: heldFault,
    fate: between(5_000, 6_000, refused),
    events: [
      { type: "note", at: 7_000, text: "somebody looked" },
      { type: "phase", at: 7_000, name: "look", edge: "begin" },
    ],
  };
}

function wrong(name: string, about: "safety" | "time", judge: (facts: Facts) => Outcome): GuaranteeDefinition {
  const definition = defineGuarantee({
    name,
    summary: "It is wrong on purpose.",
    about,
    covers: "It covers what it should not look at.",
    leavesOut: "It leaves out a law, because it is wrong.",
    params: z.strictObject({}),
    scope: () => ({ lanes: ["readyz/*/*"], watches: [], references: [] }),
    describe: () => "it breaks a law",
    plainly: () => ({ held: "it kept its word", broken: "it broke its word" }),
    judge: (_, facts): Judgement => ({ outcome: judge(facts), summary: "as it came", marks: [] }),
    stories: () => ({ pass: eventful(name), fail: eventful(name), inconclusive: eventful(name) }),
  });
  return definition as GuaranteeDefinition;
}

/** How many attempts of all lanes did not succeed. */
function failures({ tracks }: Facts): number {
  return tracks.flatMap(({ all }) => all).filter(({ outcome }) => outcome !== "ok").length;
}

const passIf = (holds: boolean): Outcome => (holds ? "pass" : "fail");

/** For each law a guarantee that breaks it. */
export const wrongGuarantees: Readonly<Record<string, GuaranteeDefinition>> = {
  "more-failures": wrong("more-failures", "time", (facts) => passIf(failures(facts) > 25)),
  "more-unknown": wrong("more-unknown", "safety", (facts) => passIf(failures(facts) > 25)),
  "less-seen": wrong("less-seen", "safety", (facts) => passIf(facts.eventsOf("note").length === 0)),
  "longer-outage": wrong("longer-outage", "time", (facts) => passIf(failures(facts) > 25)),
  "shifted-in-time": wrong("shifted-in-time", "time", ({ endedAt }) => passIf(endedAt < 20_000)),
  renamed: wrong("renamed", "time", ({ tracks }) => passIf(tracks.some(({ lane }) => lane.via === "control-plane"))),
  "further-lane": wrong("further-lane", "time", ({ tracks }) => passIf(tracks.length === 2)),
  "beyond-its-words": wrong("beyond-its-words", "time", (facts) => passIf(failures(facts) <= 20)),
  "equal-times": wrong("equal-times", "time", ({ events }) =>
    passIf(events.find(({ at }) => at >= 7_000)?.type === "note"),
  ),
};
