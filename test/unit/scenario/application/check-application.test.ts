import { describe, expect, it } from "vitest";
import type { LaneSpec } from "../../../../src/model/lane.ts";
import { appHttp } from "../../../../src/probes/operations/app-http.ts";
import { appTcp } from "../../../../src/probes/operations/app-tcp.ts";
import { workloadHttp } from "../../../../src/probes/operations/workload-http.ts";
import { checkApplication } from "../../../../src/scenario/application/check-application.ts";

const http = { service: "web", port: 80 };
const check = (lane: LaneSpec, workload?: object) => () =>
  checkApplication({
    lanes: [lane],
    ...(workload === undefined ? {} : { workload: workload as { manifests: string[] } }),
  });

describe("checkApplication", () => {
  it("takes lanes that ask what the scenario has", () => {
    expect(check(workloadHttp())).not.toThrow();
    expect(check(workloadHttp(), { replicas: 2 })).not.toThrow();
    expect(check(appHttp(), { manifests: ["app.yaml"], http })).not.toThrow();
  });

  it("refuses lanes of an application that there is not, that is asked otherwise, or of the built-in one beside it", () => {
    expect(check(appHttp())).toThrow("lanes[0]: app-http asks an application of your own: say which");
    expect(check(appTcp(), { manifests: ["app.yaml"], http })).toThrow(
      "app-tcp does not fit how the application is asked",
    );
    expect(check(workloadHttp(), { manifests: ["app.yaml"], http })).toThrow("ask it with app-http");
    expect(check(workloadHttp(), { manifests: ["app.yaml"] })).toThrow("say how it is asked");
  });
});
