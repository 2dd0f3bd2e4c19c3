import { describe, expect, it } from "vitest";
import { asHarnessNeeds } from "../../../src/cluster/harness-config.ts";
import { readKindFile } from "../../../src/cluster/kind-file/kind-file.ts";

const head = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n";
const configOf = (body: string) => readKindFile(`${head}${body}`).config;
const mounts = (list: string) => `nodes: [{role: control-plane, extraMounts: [${list}]}]`;
const ports = (list: string) => `nodes: [{role: control-plane, extraPortMappings: [${list}]}]`;

describe("asHarnessNeeds", () => {
  it("leaves names out, makes API servers reachable again after restarts, and mounts absolute", () => {
    const config = asHarnessNeeds(
      configOf(
        `name: shop\nnetworking: {apiServerAddress: 192.0.2.1, apiServerPort: -1}\n${mounts("{hostPath: ./a, containerPath: /a}")}`,
      ),
    );
    expect(config.name).toBeUndefined();
    expect(config.networking).toEqual({ apiServerAddress: "127.0.0.1" });
    expect(config.nodes[0]?.extraMounts?.[0]?.hostPath).toBe(`${process.cwd()}/a`);
  });

  it("leaves an address where 127.0.0.1 is reached, and a port, as they are", () => {
    const networking = { apiServerAddress: "0.0.0.0", apiServerPort: 6_443 };
    expect(asHarnessNeeds(configOf(`networking: ${JSON.stringify(networking)}`)).networking).toEqual(networking);
  });

  it("adds a mapping beside one whose port Docker chooses anew at each start", () => {
    const [first] = asHarnessNeeds(
      configOf(ports("{containerPort: 2379, hostPort: -1, listenAddress: 127.0.0.1}")),
    ).nodes;
    expect(first?.extraPortMappings?.filter(({ containerPort }) => containerPort === 2_379)).toHaveLength(2);
  });
});
