import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type AppOptions, appArguments, applicationOf } from "../../../src/command-line/app-option.ts";

const app = ["app.yaml"];
const manifests = [resolve("app.yaml")];

describe("applicationOf", () => {
  it("is none where no option names one", () => {
    expect(applicationOf({})).toBeUndefined();
  });

  it.each<[AppOptions, object]>([
    [{ appHttp: "web:80" }, { http: { service: "web", port: 80 } }],
    [{ appHttp: "web:http/a/b?c=d" }, { http: { service: "web", port: "http", path: "/a/b?c=d" } }],
    [{ appHttp: "web:80/healthz=204" }, { http: { service: "web", port: 80, path: "/healthz", expect: 204 } }],
    [
      { appHttp: "web:80/", appReplica: "header:X-Served-By" },
      { http: { service: "web", port: 80, path: "/", replica: { header: "X-Served-By" } } },
    ],
    [
      { appHttp: "web:80/", appReplica: "body:pod: (\\S+)" },
      { http: { service: "web", port: 80, path: "/", replica: { body: "pod: (\\S+)" } } },
    ],
    [{ appTcp: "db:5432" }, { tcp: { service: "db", port: 5432 } }],
    [{ appGrpc: "web:9090/shop.Cart" }, { grpc: { service: "web", port: 9090, health: "shop.Cart" } }],
    [{ appDns: "names:53/shop.test=txt" }, { dns: { service: "names", port: 53, name: "shop.test", type: "TXT" } }],
    [{ appImage: ["shop:1"] }, { images: ["shop:1"] }],
  ])("reads %j", (options, expected) => {
    expect(applicationOf({ app, ...options })).toEqual({ manifests, ...expected });
  });

  it("takes one that runs already", () => {
    expect(applicationOf({ appNamespace: "shop", appHttp: "web:80" })).toEqual({
      namespace: "shop",
      http: { service: "web", port: 80 },
    });
  });

  it.each<[AppOptions, string]>([
    [{ appHttp: "web:80" }, "--app-http: of which application?"],
    [{ app, appHttp: "web" }, '--app-http "web": write the Service and its port'],
    [{ app, appHttp: "web:80", appTcp: "web:80" }, "is asked in one way"],
    [{ app, appNamespace: "shop" }, "has either manifests"],
    [{ app, appHttp: "web:80/=500" }, "--app: http.expect"],
    [{ app, appReplica: "header:X" }, "it goes with --app-http"],
    [{ app, appHttp: "web:80", appReplica: "cookie:x" }, "write header:NAME or body:PATTERN"],
    [{ app, appHttp: "web:80", appReplica: "body:(" }, "the pattern is no regular expression"],
    [{ app, appHttp: "WEB:80" }, "is no name of Kubernetes"],
  ])("refuses %j: %s", (options, words) => {
    expect(() => applicationOf(options)).toThrow(words);
  });
});

describe("appArguments", () => {
  it("says the same again", () => {
    expect(appArguments({ app: ["a.yaml", "b.yaml"], appHttp: "web:80" })).toEqual([
      "--app",
      "a.yaml",
      "--app",
      "b.yaml",
      "--app-http",
      "web:80",
    ]);
  });
});
