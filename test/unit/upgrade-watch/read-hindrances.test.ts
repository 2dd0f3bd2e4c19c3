import { expect, test } from "vitest";
import { hindrancesPart } from "../../../src/upgrade-watch/read-hindrances.ts";
import { type Lists, sourceOf } from "../../support/in-memory-source.ts";
import { upgradable } from "../../support/upgrade-facts.ts";

const { nodes, pods, deployments, statefulSets, namespaces } = upgradable();
const budget = {
  metadata: { namespace: "shop", name: "web" },
  spec: { minAvailable: 2, selector: { matchLabels: { app: "web" } } },
  status: { expectedPods: 3, desiredHealthy: 2, currentHealthy: 2, disruptionsAllowed: 0 },
};
const lists: Lists = {
  nodes,
  pods,
  deployments,
  statefulsets: statefulSets,
  namespaces,
  poddisruptionbudgets: [budget],
};

test("a list that was read and is refused now is not empty: the look is none", async () => {
  const part = hindrancesPart(sourceOf(lists, { ...lists, poddisruptionbudgets: undefined }, lists));
  expect((await part.read()).rows.map(({ subject }) => subject)).toEqual(["PodDisruptionBudget shop/web"]);
  await expect(part.read()).rejects.toThrow("status 403: this user may not list poddisruptionbudgets any more");
  expect((await part.read()).rows).toHaveLength(1);
});

test("of what may never be listed nothing is said, but that it is not known", async () => {
  const { rows, unread } = await hindrancesPart(sourceOf({ ...lists, poddisruptionbudgets: undefined })).read();
  expect(rows).toEqual([]);
  expect(unread).toEqual([
    { what: "poddisruptionbudgets", why: "this user may not list them: of budgets nothing is known" },
  ]);
});

test("without nodes and pods a look is none", async () => {
  await expect(hindrancesPart(sourceOf({ ...lists, pods: undefined })).read()).rejects.toThrow(
    "status 403: this user may not list pods",
  );
});
