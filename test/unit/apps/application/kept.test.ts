import { describe, expect, it } from "vitest";
import { keptBy } from "../../../../src/apps/application/kept.ts";

const object = (kind: string, spec: object) => ({
  where: "",
  object: { apiVersion: "v1", kind, metadata: { name: "web" }, spec },
});
const service = object("Service", { selector: { app: "web" } });
const set = (kind: string, replicas: number, app = "web") =>
  object(kind, { replicas, template: { metadata: { labels: { app } } } });
const budget = (app: string) => object("PodDisruptionBudget", { selector: { matchLabels: { app } } });

describe("keptBy", () => {
  it("knows a Deployment of several replicas behind the Service", () => {
    expect(keptBy([service, set("Deployment", 2)], "web")).toEqual({ replaced: true, budget: false });
    expect(keptBy([service, set("Deployment", 1)], "web").replaced).toBe(false);
    expect(keptBy([service, set("Deployment", 2, "other")], "web").replaced).toBe(false);
    expect(keptBy([service, set("StatefulSet", 2)], "web").replaced).toBe(false);
  });

  it("knows a budget of the pods behind the Service, and takes none that is about others", () => {
    expect(keptBy([service, set("StatefulSet", 2), budget("web")], "web").budget).toBe(true);
    expect(keptBy([service, set("Deployment", 2), set("Deployment", 2, "db"), budget("db")], "web").budget).toBe(false);
    const expressions = { matchExpressions: [{ key: "app", operator: "NotIn", values: ["web"] }] };
    const others = object("PodDisruptionBudget", { selector: expressions });
    expect(keptBy([service, set("Deployment", 2), others], "web").budget).toBe(false);
  });

  it("takes all that somebody keeps up where nobody is asked", () => {
    expect(keptBy([set("Deployment", 2, "any"), budget("any")], undefined)).toEqual({ replaced: true, budget: true });
    expect(keptBy([set("Job", 2, "any"), budget("any")], undefined)).toEqual({ replaced: false, budget: false });
  });
});
