import { expect, test } from "vitest";
import { webhookWarning } from "../../../src/node-tools/webhook.ts";
import askWebhook from "../../../src/procedures/ask-webhook.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("control-plane"), namespace: "kind-chaos-x" };

test.each([
  ["by the webhook", 0, `Warning: ${webhookWarning}\n`, true, "a pod is admitted, by the webhook"],
  ["by nobody's word", 0, "", false, "and the webhook was not asked"],
  ["not", 1, 'Error: failed calling webhook "x": no endpoints', false, "failed calling webhook"],
])("asks until a pod is admitted by the webhook: admitted %s", async (_, exitCode, stderr, proven, words) => {
  const runtime = recordingRuntime({ "dry-run": { exitCode, stderr } });
  const detail = expect.stringContaining(words);
  expect(await askWebhook.done(runtime, here, {})).toEqual({ proven, detail });
});

test("does nothing but ask", () => {
  expect(askWebhook.actions(here, {})).toEqual([]);
});
