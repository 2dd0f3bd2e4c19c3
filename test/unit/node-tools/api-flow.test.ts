import { expect, it } from "vitest";
import { apiFlowOf, noiseInApi } from "../../../src/node-tools/api-flow.ts";
import { flowMetrics } from "../../support/flow-metrics.ts";
import { recordingRuntime } from "../../support/recording-runtime.ts";

const node = "kc-x-control-plane";

it("is what the API server counts of the flow, and what its client was answered", async () => {
  const stdout = `running\nsilent 4\n     12 written\n      3 refused\n${flowMetrics({ dispatched: 40, rejected: 3 })}\n`;
  expect(await apiFlowOf(recordingRuntime({ metrics: { stdout } }), node, 40)).toEqual({
    ...{ running: true, dispatched: 40, rejected: 3, waited: 33, written: 12, refused: 3, silentMs: 4_000 },
  });
});

it("is nothing yet where the flow was never seen", async () => {
  expect(await apiFlowOf(recordingRuntime({ metrics: { stdout: "flows\n" } }), node, 40)).toEqual({
    ...{ running: false, dispatched: 0, rejected: 0, waited: 0, written: 0, refused: 0 },
  });
});

it("is not made up where the API server tells no flows apart", async () => {
  await expect(apiFlowOf(recordingRuntime({ metrics: { stdout: "" } }), node, 40)).rejects.toThrow(
    "the API server on kc-x-control-plane has no priority and fairness",
  );
});

it("names what there is of a client in the API", async () => {
  const stdout = "flowschema.flowcontrol.apiserver.k8s.io/kind-chaos-noise-x\nnamespace/kind-chaos-noise-x\n";
  expect(await noiseInApi(recordingRuntime({ "get flowschemas": { stdout } }), node)).toHaveLength(2);
});
