import { describe, expect, it } from "vitest";
import { lostPort } from "../../../src/cluster/creation.ts";
import { parseTopology } from "../../../src/cluster/topology.ts";

const config = (hostPort: number, more = "") =>
  parseTopology(
    `kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n${more}nodes:\n- role: control-plane\n  extraPortMappings: [{ containerPort: 2379, hostPort: ${hostPort}, listenAddress: 127.0.0.1 }]\n`,
    "test.yaml",
  ).config;
const allocated =
  "docker: Error response from daemon: driver failed programming external connectivity on endpoint kc-x-control-plane3 (8e3120b0): Bind for 127.0.0.1:39161 failed: port is already allocated";

describe("lostPort", () => {
  it.each([
    allocated,
    "Error starting userland proxy: listen tcp4 127.0.0.1:39161: bind: address already in use.",
    "failed to bind port 127.0.0.1:39161/tcp: Error starting userland proxy: listen tcp4 127.0.0.1:39161: bind: address already in use",
    "failed to bind host port for 127.0.0.1:39161:172.30.0.4:6443/tcp: address already in use",
  ])("finds the port in Docker's words: %s", (failure) => {
    expect(lostPort(failure, config(0))).toBe(39_161);
  });

  it("knows a port that the configuration asks for", () => {
    expect(lostPort(allocated, config(39_161))).toBeUndefined();
    expect(lostPort(allocated, config(0, "networking: { apiServerPort: 39161 }\n"))).toBeUndefined();
    expect(lostPort(allocated, config(3_916))).toBe(39_161);
  });

  it("sees no port in other failures", () => {
    expect(lostPort('docker run --publish=127.0.0.1:39161:2379/TCP image" failed: exit status 125', config(0))).toBe(
      undefined,
    );
  });
});
