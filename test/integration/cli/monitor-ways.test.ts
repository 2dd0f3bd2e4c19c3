import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { config, trusted } from "../kube/kubeconfig-case.ts";
import { makeWorld, type World } from "../kube/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const lanes = "quorum-read/new,cached-read/reused,quorum-read/http2";

/** What the server saw of a monitor's lanes, once each, and what the report says; the command is the real one. */
async function monitored(kubeconfig: object, env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "config"), JSON.stringify(kubeconfig));
  const args = ["--for", "1s", "--lanes", lanes, "--json", "--reports", folder];
  const argv = ["src/cli.ts", "monitor", "--kubeconfig", join(folder, "config"), ...args];
  const child = spawn(process.execPath, argv, { env: { ...process.env, ...env } });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (part: string) => {
      texts[name] += part;
    });
  }
  await new Promise((resolve) => child.once("close", resolve));
  const asked = world.take().filter(({ path }) => /configmaps/.test(path));
  const seen = new Set(asked.map(({ path: _, ...rest }) => JSON.stringify(rest)));
  if (texts.stdout === "") throw new Error(texts.stderr);
  return {
    seen: [...seen].map((one) => JSON.parse(one) as object),
    count: asked.length,
    report: JSON.parse(texts.stdout) as Report,
  };
}

const jane = { server: "tls", subject: "jane", sni: "", impersonation: [] };

it("shows a certificate and a token together, and asks to be taken for somebody else, on every kind of connection", async () => {
  const user = { ...world.jane, token: "good", as: "ops", "as-groups": ["a", "b, c"] };
  const { seen, count, report } = await monitored(config(trusted(world), user));
  const impersonation = ["impersonate-group: a", "impersonate-group: b, c", "impersonate-user: ops"];
  expect(seen).toEqual([{ ...jane, authorization: "Bearer good", impersonation }]);
  expect(count).toBeGreaterThan(20);
  expect(report.server?.identity).toBe("client certificate and token, as ops");
});

it.each<[string, (world: World) => string, string]>([
  ["an HTTP proxy with a name and a password", ({ login }) => `http://me:se%2Fcret@127.0.0.1:${login}`, "login"],
  ["an HTTPS proxy", ({ secure }) => `https://127.0.0.1:${secure}`, "secure"],
  ["a SOCKS5 proxy", ({ socks }) => `socks5://127.0.0.1:${socks}`, "socks"],
])("probes through %s", async (_, proxyUrl, proxy) => {
  const { seen, count } = await monitored(config(trusted(world, { "proxy-url": proxyUrl(world) }), world.jane));
  expect(seen).toEqual([{ ...jane, proxy }]);
  expect(count).toBeGreaterThan(20);
});

it("probes through the environment's proxy, which reaches a name that this machine cannot resolve", async () => {
  const server = `https://api.example.com:${world.tls}`;
  const env = { HTTPS_PROXY: `http://127.0.0.1:${world.proxy}`, NO_PROXY: "" };
  const { seen } = await monitored(config(trusted(world, { server }), world.jane), env);
  expect(seen).toEqual([{ ...jane, sni: "api.example.com", proxy: "proxy" }]);
});
