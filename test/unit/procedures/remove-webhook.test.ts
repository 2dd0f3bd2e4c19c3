import { expect, test } from "vitest";
import removeWebhook from "../../../src/procedures/remove-webhook.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("control-plane"), namespace: "kind-chaos-x" };

test("takes the configuration away before what answers for it", () => {
  const { calls } = carriedOut(removeWebhook.actions(here, {})[0], { kubectl: "" });
  expect(calls.map((call) => call.split(" ").slice(4, 6).join(" "))).toEqual([
    "delete validatingwebhookconfiguration/kind-chaos",
    "delete namespace",
  ]);
});

test.each([
  ["", true, "nothing of it is left"],
  ["namespace/kind-chaos-webhook\n", false, "still there: namespace/kind-chaos-webhook"],
])("is done when nothing of it is left: %j", async (stdout, proven, detail) => {
  const runtime = recordingRuntime({ "get namespace": { stdout } });
  expect(await removeWebhook.done(runtime, here, {})).toEqual({ proven, detail });
});

test("has its pods go on purpose", () => {
  expect(removeWebhook.replaces?.(here, {})).toEqual({ namespace: "kind-chaos-webhook", prefix: "webhook-" });
});
