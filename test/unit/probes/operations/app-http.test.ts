import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import appHttp from "../../../../src/probes/operations/app-http.ts";
import { attempted, listening } from "../../../support/attempted.ts";

const serve = (status: number) =>
  listening(
    createServer((request, response) => {
      response.writeHead(status, { "X-Served-By": "web-6d4b-x2x7z" });
      response.end(`pod: web-7 of ${request.url}\n`);
    }),
  );

describe("app-http", () => {
  it("is right with the status that is expected, and names its replica by a header or a pattern of the body", async () => {
    const port = await serve(200);
    expect(await attempted(appHttp, port, { path: "/healthz", expect: 200 })).toMatchObject({
      outcome: "ok",
      status: 200,
    });
    const header = { path: "/", expect: 200, replica: { header: "x-served-by" } };
    expect(await attempted(appHttp, port, header)).toMatchObject({ detail: "web-6d4b-x2x7z" });
    const body = { path: "/", expect: 200, replica: { body: "pod: (\\S+)" } };
    expect(await attempted(appHttp, port, body)).toMatchObject({ detail: "web-7" });
  });

  it("is wrong with any other, and without the name that it should have", async () => {
    expect(await attempted(appHttp, await serve(204), { expect: 200 })).toMatchObject({ error: "bad-answer" });
    expect(await attempted(appHttp, await serve(503), { expect: 200 })).toMatchObject({
      outcome: "failed",
      error: "http-503",
    });
    const unnamed = { expect: 200, replica: { header: "x-other" } };
    expect(await attempted(appHttp, await serve(200), unnamed)).toMatchObject({ error: "bad-answer" });
  });
});
