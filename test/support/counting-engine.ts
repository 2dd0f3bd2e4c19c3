import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";
import { engineVersions } from "./version-answers.ts";

/** A container as an engine lists it and tells of it. */
export interface ToldContainer {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly network: string;
  /** True unless it is said. */
  readonly running?: boolean;
  /** What the engine was told of its CPU time; nothing unless it is said. */
  readonly cpu?: { readonly CpuPeriod: number; readonly CpuQuota: number };
  /** What it was told of its memory, bytes; nothing unless it is said. */
  readonly memory?: number;
}

/** An engine on a socket of the test's own that has these containers and no network. */
export interface CountingEngine {
  /** What DOCKER_HOST has to be. */
  readonly host: string;
  /** Every request that would do something, "POST /containers/…/kill": none of them is carried out. */
  readonly asked: readonly string[];
}

/** What an engine says of itself, where it is not what Docker of this machine would say. */
export interface ToldEngine {
  readonly version?: unknown;
  readonly info?: Readonly<Record<string, unknown>>;
}

/** Answers what looks, and refuses what does; both is counted apart. It is gone when the test is over. */
export async function countingEngine(
  containers: readonly ToldContainer[],
  { version = engineVersions.docker, info = {} }: ToldEngine = {},
): Promise<CountingEngine> {
  const asked: string[] = [];
  const answers = (path: string): unknown => {
    if (path === "/_ping") return "OK";
    if (path === "/version") return version;
    if (path === "/info") return { ID: "counting", ...info };
    if (path === "/networks") return [];
    if (path === "/containers/json")
      return containers.map(({ id, name, labels, network }) => ({
        ...{ Id: id, Names: [`/${name}`], Labels: labels, HostConfig: { NetworkMode: network } },
      }));
    const one = containers.find(
      ({ id, name }) => path === `/containers/${id}/json` || path === `/containers/${name}/json`,
    );
    return one && inspected(one);
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://engine").pathname.replace(/^\/v[\d.]+/, "");
    if (request.method !== "GET" && request.method !== "HEAD") asked.push(`${request.method} ${path}`);
    const answer = request.method === "GET" || request.method === "HEAD" ? answers(path) : undefined;
    response.writeHead(answer === undefined ? 404 : 200, { "Content-Type": "application/json" });
    response.end(JSON.stringify(answer ?? { message: "there is no such thing" }));
  });
  const path = join(temporaryFolder(), "engine.sock");
  await once(server.listen(path), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `unix://${path}`, asked };
}

function inspected({ id, name, labels, network, running = true, cpu, memory: Memory = 0 }: ToldContainer) {
  const limits = { CpuPeriod: 0, CpuQuota: 0, ...cpu, Memory };
  const state = { Running: running, Paused: false, ExitCode: 0, StartedAt: "2026-11-23T11:00:00Z", Pid: 1 };
  return {
    ...{ Id: id, Name: `/${name}`, State: state, RestartCount: 0 },
    ...{ Config: { Labels: labels, Hostname: name }, HostConfig: { NetworkMode: network, ...limits } },
    NetworkSettings: { Networks: { [network]: { IPAddress: "172.30.0.2" } }, Ports: {} },
  };
}
