import { describe, expect, it } from "vitest";
import { entranceOf, portOf, serviceSchema } from "../../../../src/apps/application/service.ts";

const service = serviceSchema.parse({
  metadata: { name: "web" },
  spec: {
    type: "LoadBalancer",
    externalTrafficPolicy: "Local",
    selector: { app: "web" },
    ports: [{ name: "http", port: 80, targetPort: "http" }],
    sessionAffinity: "None",
  },
});
const entrance = entranceOf(service, portOf(service, "http", "TCP"), "shop") as { readonly spec: object };

describe("entranceOf", () => {
  it("sends to the same pods at the same port, through the NodePort that topologies publish", () => {
    expect(entrance).toMatchObject({
      metadata: { name: "kind-chaos-entrance", namespace: "shop" },
      spec: {
        type: "NodePort",
        selector: { app: "web" },
        ports: [{ port: 80, targetPort: "http", nodePort: 30_080, protocol: "TCP" }],
      },
    });
  });

  it("is open on nodes without a pod, too: lanes go through every worker", () => {
    expect(entrance.spec).not.toHaveProperty("externalTrafficPolicy");
  });
});
