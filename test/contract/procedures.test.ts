import { describe, expect, test } from "vitest";
import { loadProcedure, namesOf } from "../../src/scenario/catalogue.ts";
import { hasUnitTest } from "../support/unit-test-file.ts";

describe.each(namesOf("procedure"))("procedure %s", (name) => {
  test("is named like its file, says in words what it is, and has a unit test", async () => {
    const definition = await loadProcedure(name);
    expect(definition.name).toBe(name);
    expect(definition.summary).toMatch(/^\S.*[^.]$/);
    expect(definition.fromOutside).toMatch(/^[A-Z].*\.$/);
    expect(hasUnitTest(`procedures/${name}`)).toBe(true);
  });

  test("refuses parameters that it does not know", async () => {
    const { params } = await loadProcedure(name);
    const problems = params.safeParse({ colour: "red" }).error?.issues ?? [];
    expect(problems).toContainEqual(expect.objectContaining({ code: "unrecognized_keys", keys: ["colour"] }));
  });
});
