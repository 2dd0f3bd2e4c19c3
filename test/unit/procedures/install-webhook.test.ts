import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { webhookWarning } from "../../../src/node-tools/webhook.ts";
import installWebhook from "../../../src/procedures/install-webhook.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { cluster, context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const here = { ...context("control-plane"), namespace: "kind-chaos-x" };

/** What is made of it, in the order in which kubectl is given it. */
function installed(params: { replicas: number; spares: boolean }) {
  const folder = temporaryFolder();
  const given = join(folder, "given");
  const kubectl = `case "$*" in *jsonpath*) echo registry.k8s.io/coredns/coredns:v1;; *"create -f -"*) cat >>${given}; echo >>${given};; esac`;
  const [action] = installWebhook.actions(here, params);
  const { status, stderr, calls } = carriedOut(action, { kubectl }, { "/run/kind-chaos-webhook": join(folder, "own") });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const [application, configuration] = readFileSync(given, "utf8").trim().split("\n");
  return { calls, application: JSON.parse(application ?? ""), configuration: JSON.parse(configuration ?? "") };
}

describe("install-webhook", () => {
  it("makes the configuration last, with the certificate that its server has", () => {
    const { calls, application, configuration } = installed({ replicas: 1, spares: false });
    const made = calls.map((call) => call.replace(/^kubectl .*--request-timeout=10s /, ""));
    expect(made.map((words) => words.split(" ").slice(0, 4).join(" "))).toEqual([
      "-n kube-system get deployment/coredns",
      "create namespace kind-chaos-webhook",
      "-n kind-chaos-webhook create secret",
      "create -f -",
      "-n kind-chaos-webhook rollout status",
      "create -f -",
    ]);
    const [webhook] = configuration.webhooks;
    expect(Buffer.from(webhook.clientConfig.caBundle, "base64").toString()).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(webhook).toMatchObject({ failurePolicy: "Fail", clientConfig: { service: { name: "webhook" } } });
    const [container] = application.items[2].spec.template.spec.containers;
    expect(container.image).toBe("registry.k8s.io/coredns/coredns:v1");
  });

  it("leaves no key on the node, whatever fails", () => {
    const folder = join(temporaryFolder(), "own");
    const [action] = installWebhook.actions(here, { replicas: 1, spares: false });
    const kubectl = 'case "$*" in *rollout*) exit 1;; esac';
    expect(carriedOut(action, { kubectl }, { "/run/kind-chaos-webhook": folder }).status).toBe(1);
    expect(existsSync(folder)).toBe(false);
  });

  it("has one replica begin on the first worker, and is asked about every pod, its own too", () => {
    const { application, configuration } = installed({ replicas: 1, spares: false });
    expect(JSON.stringify(application.items[2].spec.template.spec.affinity)).toContain('"kc-x-worker"');
    expect(configuration.webhooks[0].namespaceSelector).toBeUndefined();
  });

  it("spreads several from the first worker on, and has no say about its own namespace and the system's where it spares them", () => {
    const { application, configuration } = installed({ replicas: 2, spares: true });
    const { affinity, topologySpreadConstraints } = application.items[2].spec.template.spec;
    expect(JSON.stringify(affinity)).toContain('"kc-x-worker"');
    expect(topologySpreadConstraints[0]).toMatchObject({ maxSkew: 1, whenUnsatisfiable: "DoNotSchedule" });
    const [spared] = configuration.webhooks[0].namespaceSelector.matchExpressions;
    expect(spared).toMatchObject({ operator: "NotIn", values: ["kube-system", "kind-chaos-webhook"] });
  });

  it.each([
    [1, "kc-x-worker\n", 0, true],
    [1, "kc-x-worker2\n", 0, false],
    [1, "", 0, false],
    [1, "kc-x-worker\n", 1, false],
    [3, "kc-x-worker\nkc-x-worker2\nkc-x-worker3\n", 0, true],
    [3, "kc-x-worker\nkc-x-worker\nkc-x-worker3\n", 0, false],
    [2, "kc-x-worker3\nkc-x-worker\n", 0, true],
    [2, "kc-x-worker2\nkc-x-worker3\n", 0, false],
  ])(
    "is done when its %s replicas are where they should be and it admits a pod: %j, exit code %s",
    async (replicas, nodes, exitCode, proven) => {
      const done = (stderr: string) => {
        const runtime = recordingRuntime({ nodeName: { stdout: nodes }, "dry-run": { exitCode, stderr } });
        return installWebhook.done(runtime, here, { replicas, spares: false });
      };
      expect((await done(`Warning: ${webhookWarning}`)).proven).toBe(proven);
      // As a cluster without a webhook admits it.
      expect((await done("")).proven).toBe(false);
    },
  );

  it("leaves a webhook that goes with its namespace, the configuration first", () => {
    const [look, ...others] = installWebhook.leftovers(cluster);
    expect(others).toEqual([]);
    if (look === undefined || !("argv" in look)) throw new Error("no look");
    expect(look.isLeft({ exitCode: 0, stdout: "namespace/kind-chaos-webhook\n", stderr: "" })).toBe(true);
    expect(look.isLeft({ exitCode: 0, stdout: "\n", stderr: "" })).toBe(false);
    const { calls } = carriedOut(look.mend[0], { kubectl: "" });
    expect(calls.map((call) => call.split(" ").slice(4, 6).join(" "))).toEqual([
      "delete validatingwebhookconfiguration/kind-chaos",
      "delete namespace",
    ]);
  });
});
