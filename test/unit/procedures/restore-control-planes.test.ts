import { describe, expect, it } from "vitest";
import { allDownPart } from "../../../src/model/restoring.ts";
import restoreControlPlanes from "../../../src/procedures/restore-control-planes.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { wholeControlPlane } from "../../support/whole-control-plane.ts";

const here = { ...context("control-plane", ["control-plane2", "control-plane3"]), namespace: "kind-chaos-x" };
const params = { to: "1.36.4" };

describe("all control planes are restored", () => {
  const actions = restoreControlPlanes.actions(here, params);
  const told = actions.map((action) => (action.do === "exec" ? (action.part ?? "") : action.do));
  const scripts = actions.map((action) => (action.do === "exec" ? action.argv.join(" ") : ""));
  const places = (words: string) => scripts.flatMap((script, index) => (script.includes(words) ? [index] : []));

  it("in one work, whichever of them is asked first", () => {
    const [, second] = here.targets;
    expect(restoreControlPlanes.actions({ ...here, node: second ?? here.node }, params)).toEqual([]);
  });

  it("after it was seen that each can be, and all of them are down before the first is", () => {
    const down = told.indexOf(allDownPart);
    const [firstTaken = -1] = places('rm "$file"');
    expect(
      Math.max(...places("perform etcd-snapshot first"), ...places("kubeadm kept no manifests").slice(0, 3)),
    ).toBeLessThan(firstTaken);
    expect(Math.max(...places("upgraded-to"))).toBeLessThan(firstTaken);
    expect(down).toBeGreaterThan(Math.max(...places('rm "$file"')));
    const restored = places('restore_member "$1"').filter((index) => told[index]?.endsWith("restored"));
    expect(restored).toHaveLength(3);
    expect(Math.min(...restored)).toBeGreaterThan(down);
  });

  it("and begin together: none waits for members that are not restored yet", () => {
    expect(Math.min(...places('put "$at" "$one"'))).toBeGreaterThan(told.indexOf("control-plane3 started"));
  });

  it("and what the API tells of a snapshot is not taken for what runs: each component is asked itself, at last", () => {
    const last = scripts.at(-1) ?? "";
    for (const component of ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"])
      expect(last).toContain(` ${component} ${component.slice(0, 15)} http`);
    expect(places("runs_again").length).toBe(3);
  });

  it("as members of each other, in the old version, and tells how long each took", () => {
    expect(told.filter((part) => part !== "")).toEqual([
      allDownPart,
      ...["control-plane", "control-plane2", "control-plane3"].flatMap((short) => [
        `${short} restored`,
        `${short} started`,
      ]),
      ...["control-plane", "control-plane2", "control-plane3"].map((short) => `${short} runs again`),
    ]);
    const [first = ""] = scripts.filter((_, index) => told[index] === "control-plane2 restored");
    expect(first).toMatch(/kc-x-control-plane2 kc-x-control-plane=https:\/\/172\.30\.0\.2:2380,.* 172\.30\.0\.3$/);
  });
});

it("is done on a control plane when all of it runs in the old version", async () => {
  const runtime = recordingRuntime({ "6443/version": { stdout: '{ "gitVersion": "v1.37.0" }' } });
  expect(await restoreControlPlanes.done(runtime, here, params)).toEqual({
    proven: false,
    detail: "its API server answers 1.37.0 and not 1.36.4",
  });
});

it.each([
  ["", "2026-11-28T15:00:21Z", true],
  ["kubeadm-config\n", "2026-11-28T15:00:21Z", false],
  ["", "2026-11-28T14:50:00Z", false],
])(
  "is done when the records are the old ones (%j differ) and kubelets told of themselves at %s",
  async (others, told, proven) => {
    const runtime = recordingRuntime({
      ...wholeControlPlane,
      "get configmap": { stdout: others },
      "kube-node-lease": {
        stdout: [
          Date.parse("2026-11-28T15:00:30Z") / 1_000,
          "Kubernetes v1.36.4",
          ...here.cluster.nodes.map(({ name }) => `${name} ${told}`),
        ].join("\n"),
      },
    });
    expect((await restoreControlPlanes.done(runtime, here, params)).proven).toBe(proven);
  },
);
