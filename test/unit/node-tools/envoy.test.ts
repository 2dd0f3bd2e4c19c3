import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { backendsIn, envoyAdminWords } from "../../../src/node-tools/envoy.ts";

/** A server in the place of Envoy's admin; returns what the words that ask it print, with its port in the place of Envoy's. */
async function asked(path: string, pieces: readonly string[]): Promise<string> {
  const paths: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url);
    for (const piece of pieces) response.write(piece);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const [file = "", ...words] = envoyAdminWords(path).map((word) => word.replace("/10000", `/${port}`));
  const { stdout } = await execa(file, words);
  expect(paths).toEqual([path]);
  return stdout;
}

const lines = (address: string) =>
  ["observability_name::kube_apiservers", "default_priority::max_connections::1024", `${address}::cx_active::0`]
    .map((line) => `kube_apiservers::${line}\n`)
    .join("");

test("Envoy's backends are read from its own list, each once", async () => {
  const both = lines("172.30.0.4:6443") + lines("172.30.0.5:6443") + lines("172.30.0.5:6443");
  expect(backendsIn(await asked("/clusters", [both]))).toEqual(["172.30.0.4:6443", "172.30.0.5:6443"]);
});

test("also where a line is sent in two pieces", async () => {
  const text = lines("172.30.0.200:6443");
  const middle = text.indexOf(".200");
  const answer = await asked("/clusters", [text.slice(0, middle), text.slice(middle)]);
  expect(answer).toMatch(/172\.30\.0\r\n/);
  expect(backendsIn(answer)).toEqual(["172.30.0.200:6443"]);
});

test("who does not listen says nothing", async () => {
  expect(backendsIn("")).toEqual([]);
  const closed = envoyAdminWords("/stats").map((word) => word.replace("/10000", "/1"));
  expect((await execa(closed[0] ?? "", closed.slice(1), { reject: false })).exitCode).toBe(1);
});
