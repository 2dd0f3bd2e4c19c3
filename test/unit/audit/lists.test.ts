import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { lists } from "../../../src/audit/lists.ts";
import { projectFolder } from "../../../src/scenario/catalogue.ts";

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

test("docs/rbac/audit.yaml permits to list what is listed, and nothing else", () => {
  const text = readFileSync(join(projectFolder, "docs/rbac/audit.yaml"), "utf8");
  const rules = parseAllDocuments(text).flatMap((document) => (document.toJS() as { rules?: Rule[] }).rules ?? []);
  const permitted = rules
    .filter(({ verbs }) => verbs.includes("list"))
    .flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap((group) => resources.map((resource) => `${group}/${resource}`)),
    );
  const listed = Object.values(lists).map((path) => {
    const [, , group = ""] = path.startsWith("/apis/") ? path.split("/") : [];
    return `${group}/${path.split("/").at(-1)}`;
  });
  expect(permitted.toSorted()).toEqual(listed.toSorted());
  expect(rules.filter(({ verbs }) => verbs.some((verb) => verb !== "list" && verb !== "get"))).toEqual([]);
});
