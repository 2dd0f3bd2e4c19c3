import { createServer } from "node:http2";
import { describe, expect, it, onTestFinished } from "vitest";
import { Http2Connection } from "../../../../src/probes/connections/http2-connection.ts";
import appGrpc from "../../../../src/probes/operations/app-grpc.ts";
import { attempted, listening } from "../../../support/attempted.ts";

/** A server of the standard health check for one service, in the bytes that the protocol has. */
async function serve(status: number): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer();
  server.on("stream", (stream, headers) => {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      asked.push(`${headers[":path"]} ${headers["content-type"]} ${Buffer.concat(parts).toString("hex")}`);
      stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.end(Buffer.from([0, 0, 0, 0, 2, 8, status]));
    });
    stream.on("error", () => {});
  });
  return { port: await listening(server), asked };
}

describe("app-grpc", () => {
  it("asks the standard health check, on a new connection and on one that stays", async () => {
    const { port, asked } = await serve(1);
    expect(await attempted(appGrpc, port, { health: "a.B" })).toMatchObject({ outcome: "ok" });
    expect(asked).toEqual(["/grpc.health.v1.Health/Check application/grpc 00000000050a03612e42"]);
    const stays = new Http2Connection({ host: "127.0.0.1", port, serverName: "127.0.0.1" }, () => 1);
    onTestFinished(() => stays.close());
    expect(await attempted(appGrpc, port, { health: "" }, stays)).toMatchObject({ outcome: "ok" });
    expect(await attempted(appGrpc, port, { health: "" }, stays)).toMatchObject({ outcome: "ok" });
    expect(asked[1]).toMatch(/ 0000000000$/);
  });

  it("is wrong where it is not SERVING", async () => {
    const { port } = await serve(2);
    expect(await attempted(appGrpc, port, {})).toMatchObject({ outcome: "failed", error: "bad-answer" });
  });
});
