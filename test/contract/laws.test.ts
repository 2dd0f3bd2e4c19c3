import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GuaranteeDefinition } from "../../src/analysis/verdict/guarantee-definition.ts";
import { loadGuarantees, namesOf } from "../../src/scenario/catalogue.ts";
import type { Law } from "../support/law/law.ts";
import { loadLaws } from "../support/law/law-book.ts";
import type { LawCase } from "../support/law/law-case.ts";
import { isPending } from "../support/law/pending.ts";
import { recordedCases } from "../support/law/recorded-cases.ts";
import { storyCases } from "../support/law/story-cases.ts";
import { violation } from "../support/law/violation.ts";
import { wrongGuarantees } from "../support/law/wrong-guarantees.ts";

/** `LAWS_RUNS=1000` tries so many runs, at random, where the ordinary check tries a few, always the same. */
const campaign = process.env.LAWS_RUNS === undefined ? undefined : Number(process.env.LAWS_RUNS);
const seed = campaign === undefined ? 16 : Date.now() & 0x7f_ff_ff_ff;
const storyRuns = campaign ?? 8;
const recordedRuns = campaign ?? 6;
const timeoutMs = campaign === undefined ? 20_000 : 1_000 * campaign;

const laws = await loadLaws();
const guarantees = await loadGuarantees();
let recorded: Promise<readonly LawCase[]> | undefined;

/** Throws with seed, path and the shrunk run where a law is broken. */
function check(law: Law<unknown>, runs: fc.Arbitrary<LawCase>, numRuns: number): void {
  fc.assert(obeys(law, runs), { seed, numRuns });
}

function obeys(law: Law<unknown>, runs: fc.Arbitrary<LawCase>) {
  return fc.property(runs, law.choices, (run, choice) => {
    const broken = violation(law, run, choice);
    if (broken !== undefined) throw new Error(broken);
  });
}

function concerns(law: Law<unknown>, definition: GuaranteeDefinition): boolean {
  const spec = definition.stories().pass.guarantees.find(({ guarantee }) => guarantee === definition.name);
  return law.concerns(definition, definition.scope(definition.params.parse(spec?.params)));
}

describe.each([...laws])("the law %s", (name, law) => {
  const concerned = namesOf("guarantee").filter((guarantee) => {
    const definition = guarantees.get(guarantee) as GuaranteeDefinition;
    return definition.exempt?.[name] === undefined && concerns(law, definition);
  });

  test.each(concerned)(
    "is obeyed by %s in its own stories",
    (guarantee) => {
      if (isPending(name, guarantee)) return;
      check(law, storyCases(guarantees.get(guarantee) as GuaranteeDefinition), storyRuns);
    },
    timeoutMs,
  );

  test(
    "is obeyed in recorded runs",
    async () => {
      recorded ??= recordedCases(guarantees);
      const runs = (await recorded).filter(
        ({ definition }) => concerned.includes(definition.name) && !isPending(name, definition.name),
      );
      check(law, fc.constantFrom(...runs), recordedRuns);
    },
    timeoutMs,
  );

  test("finds a guarantee that breaks it", () => {
    const wrong = wrongGuarantees[name] as GuaranteeDefinition;
    const { failed, errorInstance } = fc.check(obeys(law, storyCases(wrong)), { seed, numRuns: 200 });
    expect([failed, String(errorInstance)]).toEqual([true, expect.stringContaining(law.sentence)]);
  });
});

test("what a guarantee is exempt from is a law, and there are at most five exemptions, each with its reason", () => {
  const exemptions = [...guarantees.values()].flatMap(({ exempt = {} }) => Object.entries(exempt));
  expect(exemptions.length).toBeLessThanOrEqual(5);
  for (const [law, reason] of exemptions) {
    expect([...laws.keys()]).toContain(law);
    expect(reason).toMatch(/^\w.{20,}\.$/);
  }
});
