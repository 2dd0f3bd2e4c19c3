import { createServer } from "node:net";
import { expect, it } from "vitest";
import addressConnect from "../../../../src/probes/operations/address-connect.ts";
import { attempted, listening } from "../../../support/attempted.ts";

it("is right when the connection stands, and refused where no load balancer listens", async () => {
  const server = createServer();
  const port = await listening(server);
  expect(await attempted(addressConnect, port, {})).toMatchObject({ outcome: "ok" });
  await new Promise((resolve) => server.close(resolve));
  expect(await attempted(addressConnect, port, {})).toMatchObject({ outcome: "failed", error: "refused" });
});
