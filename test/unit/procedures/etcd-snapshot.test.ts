import { describe, expect, it } from "vitest";
import etcdSnapshot from "../../../src/procedures/etcd-snapshot.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const planes = at.cluster.nodes.filter(({ role }) => role === "control-plane");
const here = { ...at, namespace: "kind-chaos-x" };

describe("etcd-snapshot", () => {
  it("saves on one member and copies to every other, not to itself", () => {
    const [save, ...copies] = etcdSnapshot.actions(here, {}).slice(planes.length);
    expect(save).toMatchObject({ do: "exec", node: at.node.name });
    const others = planes.filter(({ name }) => name !== at.node.name);
    expect(copies.filter((action) => action.do === "copy")).toEqual(
      others.map(({ name }) => ({
        do: "copy",
        from: at.node.name,
        node: name,
        path: "/var/lib/kind-chaos/snapshot.db",
      })),
    );
  });

  it("is not saved while secrets are encrypted, or are to be, on any control plane", () => {
    const refusals = etcdSnapshot.actions(here, {}).slice(0, planes.length);
    expect(refusals.map((action) => "node" in action && action.node)).toEqual(planes.map(({ name }) => name));
    expect(JSON.stringify(refusals)).toContain("perform encryption-switch-off first");
  });

  it("is done when etcdutl accepts the file on every member", async () => {
    const good = recordingRuntime({ sh: { stdout: '"Hash" : 7\n"Revision" : 900\n' } });
    expect(await etcdSnapshot.done(good, here, {})).toEqual({ proven: true, detail: '"Hash" : 7, "Revision" : 900' });
    const bad = recordingRuntime({ sh: { exitCode: 1, stderr: "expected sha256 …" } });
    expect((await etcdSnapshot.done(bad, here, {})).proven).toBe(false);
  });
});
