import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { defaultLanes, readLaneWords } from "../../src/command-line/lane-option.ts";
import { type Need, needsOf } from "../../src/kube/permissions.ts";
import { slicesPath } from "../../src/preflight/read/own-addresses.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { hindrancePaths } from "../../src/upgrade-watch/read-hindrances.ts";
import { nodePaths } from "../../src/upgrade-watch/read-nodes.ts";

interface Rule {
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

const rulesOf = (name: string): Rule[] =>
  parseAllDocuments(readFileSync(join(projectFolder, "docs/rbac", name), "utf8")).flatMap(
    (document) => (document.toJS() as { rules?: Rule[] }).rules ?? [],
  );

function permits(rule: Rule, need: Need): boolean {
  if (!rule.verbs.includes(need.verb)) return false;
  if ("path" in need) return rule.nonResourceURLs?.includes(need.path) === true;
  const named = rule.resourceNames === undefined || rule.resourceNames.includes(need.name ?? "");
  return named && rule.resources?.includes(need.resource) === true;
}

/** What is needed and not permitted. */
const missing = (needs: readonly Need[], rules: readonly Rule[]) =>
  needs.filter((need) => !rules.some((rule) => permits(rule, need)));

const reading = await readLaneWords(`${defaultLanes},consistent-list/new`, { deadlineMs: undefined, writes: false });
const writing = await readLaneWords(`${defaultLanes},write/new,create-and-delete/new`, {
  deadlineMs: undefined,
  writes: true,
});
const readNeeds = needsOf(reading.permissions, { namespace: "default", object: "kube-root-ca.crt", writes: false });
const writeNeeds = needsOf(writing.permissions, { namespace: "probe", writes: true });
const [read, write] = [rulesOf("monitor-read.yaml"), rulesOf("monitor-write.yaml")];

test("the documented rights are what the lanes of a monitor need", () => {
  expect(missing(readNeeds, read)).toEqual([]);
  expect(missing(writeNeeds, [...read, ...write])).toEqual([]);
});

test("and no more: each rule and each verb of it is for something, and reading does not permit to write", () => {
  for (const [needs, rules] of [
    [readNeeds, read],
    [writeNeeds, write],
  ] as const) {
    const verbs = rules.flatMap((rule) => rule.verbs.map((verb) => ({ ...rule, verbs: [verb] })));
    expect(verbs.filter((rule) => !needs.some((need) => permits(rule, need)))).toEqual([]);
  }
  expect(missing(writeNeeds, read).length).toBeGreaterThan(5);
});

test("following an upgrade is permitted to list what it lists, and no more", () => {
  const listed = [...new Set([...Object.values(nodePaths), ...Object.values(hindrancePaths), slicesPath])].map(
    (path) => ({
      verb: "list",
      resource: path.split("?")[0]?.split("/").at(-1) ?? "",
    }),
  );
  const rules = rulesOf("monitor-upgrade.yaml");
  expect(missing(listed, rules)).toEqual([]);
  const permitted = rules.flatMap(({ resources = [], verbs }) =>
    verbs.flatMap((verb) => resources.map((one) => `${verb} ${one}`)),
  );
  expect(permitted.toSorted()).toEqual(
    [...new Set(listed.map(({ verb, resource }) => `${verb} ${resource}`))].toSorted(),
  );
});
