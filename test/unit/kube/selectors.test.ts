import { expect, test } from "vitest";
import { describeSelector, selects } from "../../../src/kube/selectors.ts";

const labels = { app: "web", tier: "front" };
const expression = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }],
});

test.each([
  [undefined, false, "nothing"],
  [{}, true, "all pods"],
  [{ matchLabels: {} }, true, "all pods"],
  [{ matchLabels: { app: "web" } }, true, "app=web"],
  [{ matchLabels: { app: "db" } }, false, "app=db"],
  [expression("app", "In", "db", "web"), true, "app in (db,web)"],
  [expression("app", "In", "db"), false, "app in (db)"],
  [expression("app", "NotIn", "db"), true, "app notin (db)"],
  [expression("none", "NotIn", "db"), true, "none notin (db)"],
  [expression("app", "Exists"), true, "app exists"],
  [expression("none", "Exists"), false, "none exists"],
  [expression("none", "DoesNotExist"), true, "none doesnotexist"],
])("%j takes them as the API does: %s", (selector, taken, words) => {
  expect([selects(selector, labels), describeSelector(selector)]).toEqual([taken, words]);
});
