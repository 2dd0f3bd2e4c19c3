import { describe, expect, it } from "vitest";
import { webhookWarning } from "../../../src/node-tools/webhook.ts";
import bypassWebhook from "../../../src/procedures/bypass-webhook.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("control-plane2"), namespace: "kind-chaos-x" };

describe("bypass-webhook", () => {
  const actions = bypassWebhook.actions(here, {});

  it("opens, has the replicas made anew, and closes, each a part of its own", () => {
    expect(actions.map((action) => (action.do === "exec" ? action.part : action.do))).toEqual([
      "a pod is refused",
      "it fails open",
      "its replicas are made anew",
      "its replicas are Ready",
      "it fails closed",
    ]);
    const patched = actions.map((action) => (action.do === "exec" ? (action.argv.at(-1) ?? "") : ""));
    expect(patched[1]).toContain('"Ignore"');
    expect(patched[4]).toContain('"Fail"');
  });

  it.each([
    ["a pod is refused for it", 'echo "Error: failed calling webhook \\"x\\": no endpoints" >&2; exit 1', 0, ""],
    ["a pod is admitted", "echo pod/x", 1, "there is nothing to bypass"],
    ["the API does not answer", 'echo "connection refused" >&2; exit 1', 1, "connection refused"],
  ])("begins only where pods are refused for a webhook: %s", (_, kubectl, wanted, words) => {
    const { status, stderr } = carriedOut(actions[0], { kubectl });
    expect({ status, stderr }).toEqual({ status: wanted, stderr: expect.stringContaining(words) });
  });

  it.each([
    ["Fail", "1/1/1", 0, `Warning: ${webhookWarning}`, true],
    ["Fail", "1/1/1", 0, "", false],
    ["Ignore", "1/1/1", 0, `Warning: ${webhookWarning}`, false],
    ["Fail", "1//1", 0, `Warning: ${webhookWarning}`, false],
    ["Fail", "/1/1", 0, `Warning: ${webhookWarning}`, false],
    ["Fail", "1/1/1", 1, "refused", false],
  ])(
    "is done when it fails closed and admits pods all the same: %s, %s new and Ready, exit code %s, %j",
    async (policy, ready, exitCode, stderr, proven) => {
      const runtime = recordingRuntime({
        failurePolicy: { stdout: policy },
        readyReplicas: { stdout: ready },
        "get pods": { stdout: "pod/webhook-1\n" },
        "dry-run": { exitCode, stderr },
      });
      expect((await bypassWebhook.done(runtime, here, {})).proven).toBe(proven);
    },
  );
});
