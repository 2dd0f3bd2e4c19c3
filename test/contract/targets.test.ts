import { describe, expect, test } from "vitest";
import { loadTarget, namesOf } from "../../src/scenario/catalogue.ts";
import { hasUnitTest } from "../support/unit-test-file.ts";

describe.each(namesOf("target"))("target %s", (role) => {
  test("is named like its file, says whom it means, and has a unit test", async () => {
    const definition = await loadTarget(role);
    expect(definition.role).toBe(role);
    expect(definition.summary).toMatch(/^\S.*[^.]$/);
    expect(hasUnitTest(`targets/roles/${role}`)).toBe(true);
  });

  test("refuses parameters that it does not know", async () => {
    const { params } = await loadTarget(role);
    const problems = params.safeParse({ colour: "red" }).error?.issues ?? [];
    expect(problems).toContainEqual(expect.objectContaining({ code: "unrecognized_keys", keys: ["colour"] }));
  });
});
