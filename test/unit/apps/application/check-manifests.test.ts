import { describe, expect, it } from "vitest";
import { checkManifests } from "../../../../src/apps/application/check-manifests.ts";
import { parseManifests } from "../../../../src/apps/application/read-manifests.ts";
import { type Application, applicationSchema } from "../../../../src/model/application.ts";

const service = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: 8080 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
`;
const more = (text: string) => `${service}---\n${text}\n`;
const app = (change: object = {}): Application =>
  applicationSchema.parse({ manifests: ["app.yaml"], http: { service: "web", port: 80 }, ...change });
const check = (text: string, application = app()) => checkManifests(parseManifests(text, "app.yaml"), application);

describe("checkManifests", () => {
  it("takes a Service with its port by number and name", () => {
    expect(() => check(service)).not.toThrow();
    expect(() => check(service, app({ http: { service: "web", port: "http" } }))).not.toThrow();
  });

  it("refuses what would outlive the run, and not somebody's own kind of the same name", () => {
    expect(() => check("apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }")).toThrow(
      "app.yaml:1: Namespace shop belongs to the whole cluster and would outlive the run",
    );
    expect(() => check(more("apiVersion: longhorn.io/v1beta2\nkind: Node\nmetadata: { name: a }"))).not.toThrow();
  });

  it("refuses a Service, a port or a selector that is not there, and what is there twice", () => {
    expect(() => check(service, app({ http: { service: "shop", port: 80 } }))).toThrow(
      'no Service "shop" is among the manifests, only web',
    );
    expect(() => check(service, app({ http: { service: "web", port: 81 } }))).toThrow(
      'Service "web" has no TCP port 81, only 80 (http)',
    );
    expect(() => check(service.replace("selector: { app: web }", "type: ClusterIP"))).toThrow("has no selector");
    expect(() => check(more(service))).toThrow("app.yaml:12: Service web is there twice");
  });

  it("refuses what makes no pods: nothing would be tried", () => {
    expect(() => check("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }", app({ http: undefined }))).toThrow(
      "nothing among the manifests makes pods",
    );
    expect(() =>
      check("apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: a }", app({ http: undefined })),
    ).not.toThrow();
  });

  it("refuses names and ports that the run or the namespace has itself", () => {
    expect(() => check(more("apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: default }"))).toThrow(
      "app.yaml:12: ServiceAccount default is there without it",
    );
    expect(() => check(more("apiVersion: v1\nkind: Service\nmetadata: { name: kind-chaos-entrance }"))).toThrow(
      "Service kind-chaos-entrance is there without it",
    );
    const nodePort = service.replace("targetPort: 8080", "nodePort: 30080");
    expect(() => check(nodePort)).toThrow("app.yaml:1: Service web has the nodePort 30080");
    expect(() => check(nodePort, app({ http: undefined }))).not.toThrow();
  });

  it("refuses objects of two namespaces, for a run has one", () => {
    const elsewhere = "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: other }";
    expect(() => check(more(elsewhere))).toThrow(
      "app.yaml:12: Service web is of the namespace other, Service web of shop: a run has one",
    );
  });
});
