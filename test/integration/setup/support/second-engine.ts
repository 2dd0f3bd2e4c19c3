import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { execa } from "execa";
import pRetry from "p-retry";

/** A server of this test alone. */
export interface Server {
  readonly address: string;
  stop(): Promise<void>;
}

/** A Docker engine beside the machine's own, with an empty image store: what a machine without images looks like. */
export async function startSecondEngine(folder: string, env: Readonly<Record<string, string>> = {}): Promise<Server> {
  const address = `unix://${folder}/docker.sock`;
  const places = ["data-root", "exec-root"].flatMap((name) => [`--${name}`, join(folder, name)]);
  const quiet = ["--iptables=false", "--ip6tables=false", "--pidfile", join(folder, "docker.pid")];
  // With --bridge=none dockerd deletes docker0, which belongs to the machine's own engine.
  const bridge = await addBridge();
  // Whether a layer is asked for five times, with waits between, is the engine's own business.
  const once = ["--max-download-attempts", "1"];
  const args = [...places, ...quiet, ...once, "--bridge", bridge.name, "--host", address];
  const stopEngine = start("dockerd", args, join(folder, "dockerd.log"), env);
  const stop = () => stopEngine().finally(bridge.remove);
  await until(() => execa("docker", ["--host", address, "version"])).catch((error) =>
    stop().then(() => Promise.reject(error)),
  );
  return { address, stop };
}

/** An address of the second engine's bridge, of the range for benchmarks (RFC 2544): no loopback, so certificates count. */
export const bridgeAddress = "198.18.255.1";

/** A bridge of the second engine alone. */
async function addBridge(): Promise<{ name: string; remove(): Promise<void> }> {
  const name = `kc-test-${process.pid}`;
  const remove = async () => void (await execa("ip", ["link", "del", name]));
  await execa("ip", ["link", "add", name, "type", "bridge"]);
  await execa("ip", ["address", "add", `${bridgeAddress}/24`, "dev", name]);
  return { name, remove };
}

/** Debian's docker-registry on a free loopback port; installed when the machine has none. */
export async function startRegistry(folder: string): Promise<Server> {
  if (!existsSync("/usr/bin/docker-registry"))
    await execa("/usr/bin/apt-get", ["install", "-y", "--no-install-recommends", "docker-registry"]);
  const address = `127.0.0.1:${await freePort()}`;
  const store = join(folder, "registry");
  await mkdir(store, { recursive: true });
  const config = `version: 0.1\nstorage: {filesystem: {rootdirectory: ${store}}}\nhttp: {addr: "${address}"}\n`;
  await writeFile(join(folder, "registry.yml"), config);
  const stop = start("docker-registry", ["serve", join(folder, "registry.yml")], join(folder, "registry.log"));
  await until(async () => {
    const answer = await fetch(`http://${address}/v2/`);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
  });
  return { address, stop };
}

/** Takes every connection and never says a word. */
export async function startSilentServer(): Promise<Server> {
  const server = createServer();
  const port = await listen(server);
  return { address: `127.0.0.1:${port}`, stop: async () => void server.close() };
}

function start(
  program: string,
  args: readonly string[],
  logFile: string,
  env: Readonly<Record<string, string>> = {},
): () => Promise<void> {
  const log = openSync(logFile, "a");
  const child = spawn(program, args, {
    stdio: ["ignore", log, log],
    env: { ...process.env, OTEL_TRACES_EXPORTER: "none", ...env },
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}

async function until(attempt: () => Promise<unknown>): Promise<void> {
  await pRetry(attempt, { retries: 100, minTimeout: 100, factor: 1, shouldRetry: () => true });
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as { port: number }).port;
}
