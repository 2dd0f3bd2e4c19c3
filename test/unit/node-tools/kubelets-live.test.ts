import { expect, it } from "vitest";
import { kubeletsLive } from "../../../src/node-tools/kubelets-live.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = context("control-plane");
const nodes = here.cluster.nodes.filter(({ role }) => role === "control-plane" || role === "worker");
const now = Date.parse("2026-11-28T15:00:30Z") / 1_000;
const lease = (name: string, time = "2026-11-28T15:00:21.123456Z") => `${name} ${time}`;
const lastOf = (time?: string) =>
  nodes.map(({ name }, index) => lease(name, index === nodes.length - 1 ? time : undefined));

const told = async (kubelet: string, leases: readonly string[]) => {
  const stdout = [String(now), kubelet, ...leases].join("\n");
  return kubeletsLive(recordingRuntime({ "kube-node-lease": { stdout } }), here, "1.36.4");
};

it.each<[string, string, readonly string[], RegExp | true]>([
  ["all of them live", "Kubernetes v1.36.4", lastOf(), true],
  ["the control plane's is of another version", "Kubernetes v1.37.0", lastOf(), /^its kubelet is Kubernetes v1\.37\.0/],
  ["the control plane's is gone", "none", lastOf(), /^its kubelet is none/],
  [
    "a lease is as the snapshot had it",
    "Kubernetes v1.36.4",
    lastOf("2026-11-28T14:55:00Z"),
    /no word from the kubelet of \w+/,
  ],
  [
    "a clock was set back since a lease was renewed",
    "Kubernetes v1.36.4",
    lastOf("2026-11-28T16:00:00Z"),
    /no word from/,
  ],
  ["a lease is not there", "Kubernetes v1.36.4", lastOf().slice(0, -1), /no word from the kubelet of \w+/],
])("kubelets live, or not: %s", async (_, kubelet, leases, expected) => {
  const { proven, detail } = await told(kubelet, leases);
  if (expected === true) expect(proven).toBe(true);
  else expect({ proven, detail }).toEqual({ proven: false, detail: expect.stringMatching(expected) });
});
