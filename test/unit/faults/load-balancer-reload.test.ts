import { describe, expect, it } from "vitest";
import loadBalancerReload from "../../../src/faults/load-balancer-reload.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

describe("load-balancer-reload", () => {
  const lb = context("lb");
  const counted = (count: number) => recordingRuntime({ "/dev/tcp": { stdout: `cluster_modified: ${count}\n` } });
  it("changes the configuration by a rename and back by another", () => {
    const [action] = loadBalancerReload.inject(lb, {}, {});
    const argv = action?.do === "exec" ? action.argv[2] : "";
    expect(argv).toMatch(
      /^cp -p .*cds\.yaml .* && mv .*kind-chaos-cds\.yaml && sed .* && mv .*cds\.yaml && sleep 1 && mv .*cds\.yaml$/,
    );
  });
  it("counts how often Envoy replaced its cluster", async () => {
    const captured = await loadBalancerReload.capture(counted(3), lb, {});
    expect((await loadBalancerReload.active(counted(5), lb, {}, captured)).proven).toBe(true);
    expect((await loadBalancerReload.active(counted(4), lb, {}, captured)).proven).toBe(false);
  });
  it("refuses a load balancer that is no Envoy", async () => {
    await expect(loadBalancerReload.capture(recordingRuntime({ "/dev/tcp": { exitCode: 1 } }), lb, {})).rejects.toThrow(
      /no Envoy/,
    );
  });
  it.each([
    ["cds.yaml\nlds.yaml", true],
    ["cds.yaml\nkind-chaos-cds.yaml", false],
    ["cds.yaml\nkind-chaos-part.new", false],
  ])("is healed when the old configuration is there: %j %s", async (stdout, proven) => {
    const runtime = recordingRuntime({ "ls -A": { stdout } });
    expect((await loadBalancerReload.healed(runtime, lb, {}, {})).proven).toBe(proven);
    expect(runtime.asked).toEqual([expect.stringMatching(/^kc-x-lb: sh -c .*exec ls -A \/home\/envoy kind-chaos$/)]);
  });
});
