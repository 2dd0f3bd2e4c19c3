import { createServer } from "node:net";
import { expect, it } from "vitest";
import appTcp from "../../../../src/probes/operations/app-tcp.ts";
import { attempted, listening } from "../../../support/attempted.ts";

it("is right when the connection stands, and refused where nobody listens", async () => {
  const server = createServer();
  const port = await listening(server);
  expect(await attempted(appTcp, port, {})).toMatchObject({ outcome: "ok" });
  await new Promise((resolve) => server.close(resolve));
  expect(await attempted(appTcp, port, {})).toMatchObject({ outcome: "failed", error: "refused" });
});
