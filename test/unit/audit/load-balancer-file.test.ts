import { expect, test } from "vitest";
import { loadFormats, readBalancers } from "../../../src/audit/load-balancer-file.ts";

const formats = await loadFormats();
const read = (text: string) => readBalancers(text, "/etc/lb.cfg", formats).map(({ where }) => where);
const server = (port: number) => `  server a 10.0.0.1:${port} check\n`;

test("each format fits its own texts and no other's", () => {
  const texts = {
    envoy: "resources:\n- name: a\n",
    haproxy: "defaults\n  mode tcp\nbackend a\n  server a a:1\n",
    nginx: "stream {\n  upstream a {\n    server a:1;\n  }\n}\n",
  };
  expect(formats.map(({ name }) => name)).toEqual(Object.keys(texts));
  for (const [name, text] of Object.entries(texts))
    expect(formats.filter((format) => format.fits(text)).map((format) => format.name)).toEqual([name]);
});

test("groups with servers at an API server's port are meant, else those with such a name, else the only one", () => {
  expect(read(`backend web\n${server(443)}backend x\n${server(6443)}`)).toEqual(["lb.cfg, backend x"]);
  expect(read(`backend web\n${server(443)}backend kube-api\n${server(443)}`)).toEqual(["lb.cfg, backend kube-api"]);
  expect(read(`backend web\n${server(443)}`)).toEqual(["lb.cfg, backend web"]);
});

test.each([
  ["nothing of these", /is none of these: Envoy's clusters.*; haproxy\.cfg; nginx\.conf/],
  [
    `backend web\n${server(443)}backend mail\n${server(25)}`,
    /none of its groups \(backend web, backend mail\) leads to API servers/,
  ],
  ["global\n  daemon\n", /has no servers behind it/],
  ["upstream a { server a:6443;", /cannot be read as nginx\.conf.*is not closed/],
])("%s is refused in one line", (text, message) => expect(() => read(text)).toThrow(message));
