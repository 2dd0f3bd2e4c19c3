import type { Readable } from "node:stream";
import Docker from "dockerode";
import {
  type Action,
  actionSchema,
  isBeyondPages,
  losesAddress,
  unlimitedMemoryBytes,
  unlimitedSwapBytes,
} from "../model/action.ts";
import type { Node } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { Loopback } from "../model/node-addresses.ts";
import type {
  ContainerRuntime,
  ContainerState,
  ExecResult,
  MemoryUse,
  OutOfMemory,
  Throttling,
} from "../model/node-runtime.ts";
import type { ClockReading } from "../model/other-clock.ts";
import { isShuttingDown, shuttingDownQuestion } from "../model/shutting-down.ts";
import { answersTls } from "../net/tls-answer.ts";
import { hold } from "./clock.ts";
import { Containers } from "./docker/containers.ts";
import { type ChosenEngine, chosenEngine, describeChosenEngine } from "./docker/context.ts";
import { cpuLimitOf, limitCpu, readThrottling, throttledSince, unlimitCpu } from "./docker/cpu-limit.ts";
import { dockerodeOptions } from "./docker/endpoint.ts";
import { readEngineClock } from "./docker/engine-clock.ts";
import { type ExecEngine, endInContainer, execInContainer } from "./docker/exec.ts";
import { limitCalls } from "./docker/limited-calls.ts";
import { memoryLimitOf, readMemory } from "./docker/memory-limit.ts";
import { Networks } from "./docker/networks.ts";
import { mustBeDocker } from "./docker/other-engine.ts";
import { outOfMemory } from "./docker/out-of-memory.ts";
import { type Adopted, clusterOf, kindClusterLabel, whyNotOwn } from "./docker/own-containers.ts";
import { isPinned, pinnedAt, placeOn } from "./docker/place.ts";
import { type StandingExec, standingExec } from "./docker/standing-exec.ts";
import { wrapped } from "./docker/wrapped.ts";
import { shortCommand } from "./short-command.ts";

/** Time limit for one command in a container, milliseconds; the slowest seen on a loaded 2-core machine took 3 s. */
const execTimeoutMs = 20_000;

/** How long an engine gets to say who it is, milliseconds; one on a loaded 2-core machine took 1 s. */
const identityTimeoutMs = 20_000;

/**
 * The Docker engine: the only way to containers and networks. Every method throws PlatformError with one line. Whatever
 * does something to a container asks the engine first whose it is, and does it to that very one: "not-ours" for all but
 * kind's and the harness's own, so that no caller can get it wrong.
 */
export class Engine implements ContainerRuntime {
  readonly #choose: () => ChosenEngine;
  /** The engine's ids by the names of the containers that may be touched; all of the harness's where it is not given. */
  readonly #only: ReadonlyMap<string, string> | undefined;
  readonly #adopted: Adopted | undefined;
  #docker: Docker | undefined;
  readonly containers = new Containers(() => this.docker);
  readonly networks = new Networks(() => this.docker);

  /** The engine is chosen when it is first needed: what needs none works with a choice that is wrong. */
  constructor(choose: () => ChosenEngine = chosenEngine, only?: ReadonlyMap<string, string>, adopted?: Adopted) {
    this.#choose = choose;
    this.#only = only;
    this.#adopted = adopted;
  }

  /** The same engine for the containers of a cluster besides that a person said is theirs; none of it is ever removed. */
  adopting(adopted: Adopted): Engine {
    const engine = new Engine(this.#choose, this.#only, adopted);
    engine.#docker = this.#docker;
    return engine;
  }

  /** The same engine for these nodes alone: another container, also one that has a node's name by now, is refused. */
  only(nodes: readonly Pick<Node, "name" | "containerId">[]): Engine {
    const ids = new Map(nodes.map(({ name, containerId }) => [name, containerId]));
    const engine = new Engine(this.#choose, ids, this.#adopted);
    engine.#docker = this.#docker;
    return engine;
  }

  private get docker(): Docker {
    this.#docker ??= limitCalls(new Docker(dockerodeOptions(this.#choose().endpoint)));
    return this.#docker;
  }

  /**
   * Throws PlatformError "engine-unreachable" when no engine answers, "not-docker" where it is another than Docker,
   * UsageError where the one that was chosen is none.
   */
  async ping(): Promise<void> {
    await this.#version();
  }

  /** The engine in words for a person: version, where it listens, and who chose it. Throws as `ping` does. */
  async describe(): Promise<string> {
    const { Version } = await this.#version();
    return `Docker ${Version} at ${describeChosenEngine(this.#choose)}`;
  }

  async #version(): Promise<Docker.DockerVersion> {
    const where = describeChosenEngine(this.#choose);
    const version = await this.docker.version().catch((cause: unknown) => {
      const message = `no Docker engine answers at ${where} (${messageOf(cause)}): run "npx kind-chaos setup"`;
      throw new PlatformError("engine-unreachable", message, { cause });
    });
    mustBeDocker(version, where);
    return version;
  }

  /** What tells this engine from others: its own id; where none answers, where it is sought. Never throws. */
  async identity(): Promise<string> {
    try {
      // The types know nothing of the options, which the client takes as every other call does.
      const docker = this.docker as unknown as {
        info(options: { abortSignal: AbortSignal }): Promise<{ ID?: string }>;
      };
      const { ID } = await docker.info({ abortSignal: AbortSignal.timeout(identityTimeoutMs) });
      if (ID) return ID;
    } catch {
      // What needs no engine is not kept from working by one that does not answer.
    }
    return describeChosenEngine(this.#choose);
  }

  /** What its clock says, milliseconds of the epoch, between two moments of a clock here; throws where it tells none. */
  async readClock(now: () => number): Promise<ClockReading> {
    return wrapped("docker info", () => readEngineClock(this.docker, now));
  }

  /** Runs a command in a container and waits for its end; one that does not end in time is ended. */
  async exec(node: string, argv: readonly string[], timeoutMs = execTimeoutMs, strike?: string): Promise<ExecResult> {
    return wrapped(`docker exec ${node} ${argv[0]}`, async () =>
      execInContainer(await this.#within(node), node, argv, { timeoutMs, id: strike }),
    );
  }

  /** Keeps a script at hand in a container, for somebody who asks often. */
  async standing(node: string, script: string): Promise<StandingExec> {
    return standingExec(await this.#within(node), node, script);
  }

  /**
   * Ends all that a strike still runs in a container, whoever began it; throws where that could not be shown. In one that
   * does not run nothing runs.
   */
  async endStrike(node: string, strike: string): Promise<void> {
    const { running } = await this.inspect(node);
    if (!running) return;
    await wrapped(`end ${strike} in ${node}`, async () => endInContainer(await this.#within(node), node, strike));
  }

  async inspect(node: string): Promise<ContainerState> {
    return wrapped(`docker inspect ${node}`, async () => {
      const info = await this.docker.getContainer(node).inspect();
      // A person may have put it on other networks besides: its own is the one that it was made for.
      const { Networks: networks } = info.NetworkSettings;
      const network = networks[info.HostConfig.NetworkMode ?? ""] ?? Object.values(networks)[0];
      return {
        id: info.Id,
        hostname: info.Config.Hostname,
        running: info.State.Running,
        paused: info.State.Paused,
        exitCode: info.State.ExitCode,
        restartCount: info.RestartCount,
        startedAt: info.State.StartedAt,
        ...placeOn(network),
        cpuLimit: cpuLimitOf(info.HostConfig),
        memoryLimit: memoryLimitOf(info.HostConfig),
      };
    });
  }

  async throttling(node: string, withinMs?: number): Promise<Throttling> {
    const told = () =>
      wrapped(`docker stats ${node}`, async () =>
        readThrottling(node, await this.docker.getContainer(node).stats({ stream: false, "one-shot": true })),
      );
    const before = await told();
    if (withinMs === undefined) return before;
    for (const end = performance.now() + withinMs; ; await hold(100)) {
      const since = throttledSince(before, await told());
      if (since.throttledPeriods > 0 || performance.now() > end) return since;
    }
  }

  async memory(node: string): Promise<MemoryUse> {
    return wrapped(`docker stats ${node}`, async () =>
      readMemory(node, await this.docker.getContainer(node).stats({ stream: false, "one-shot": true })),
    );
  }

  async outOfMemory(node: string, since?: string): Promise<OutOfMemory> {
    return wrapped(`docker events of ${node}`, async () => {
      const { Id } = await this.docker.getContainer(node).inspect();
      return outOfMemory(this.docker, Id, since);
    });
  }

  answersTls(port: number, timeoutMs: number, host?: Loopback): Promise<boolean> {
    return answersTls(port, timeoutMs, host);
  }

  /**
   * Carries out one action; a command in a container that ends with another code than 0 is an error. With a strike's id
   * `endStrike` finds what the command started, also when it was another process of this machine that began it. Throws
   * PlatformError "action-unknown" for what is none.
   */
  async act(action: Action, strike?: string): Promise<void> {
    if (!actionSchema.safeParse(action).success)
      throw new PlatformError("action-unknown", `this is no action that is known: ${JSON.stringify(action)}`);
    if (action.do === "exec") {
      const result = await this.exec(action.node, action.argv, action.timeoutMs, strike);
      if (result.exitCode === 0) return;
      const lastLine = (result.stderr.trim() || result.stdout.trim()).split("\n").at(-1);
      throw new PlatformError(
        "exec-failed",
        `${shortCommand(action.argv)} in ${action.node} ended with ${result.exitCode}: ${lastLine}`,
      );
    }
    await wrapped(`docker ${action.do} ${action.node}`, () => this.#change(action));
  }

  /** A container that may be touched, as the engine tells it now, by the id that nobody else ever has. */
  async #touchable(node: string): Promise<Docker.ContainerInspectInfo> {
    const refused = (why: string) => new PlatformError("not-ours", `${node} is not touched: ${why}`);
    const wanted = this.#only?.get(node);
    if (this.#only !== undefined && wanted === undefined) throw refused("it is no node of the cluster");
    const info = await this.docker.getContainer(node).inspect();
    if (wanted !== undefined && info.Id !== wanted) throw refused(`another container has its name now (${info.Id})`);
    const { Id: id, Config, HostConfig } = info;
    const why = whyNotOwn({ labels: Config.Labels, network: HostConfig.NetworkMode, id }, this.#adopted);
    if (why !== undefined) throw refused(why);
    return info;
  }

  /** What commands in such a container need of the client: whatever name they say, it is this container. */
  async #within(node: string): Promise<ExecEngine> {
    const { Id } = await this.#touchable(node);
    const container = this.docker.getContainer(Id);
    return { getContainer: () => container, modem: this.docker.modem };
  }

  async #change(action: Exclude<Action, { do: "exec" }>): Promise<void> {
    const { Id, State, Config, HostConfig, NetworkSettings } = await this.#touchable(action.node);
    const container = this.docker.getContainer(Id);
    if (losesAddress(action) && !this.#mayPin(Config.Labels))
      throw new PlatformError("not-pinned", unpinned(action.node));
    if (action.do === "copy") {
      const from = await this.#touchable(action.from);
      const archive = await this.docker.getContainer(from.Id).getArchive({ path: action.path });
      try {
        await container.putArchive(archive, { path: action.path.slice(0, action.path.lastIndexOf("/")) });
      } finally {
        // One that was given up must not keep its connection.
        (archive as Readable).destroy();
      }
      return;
    }
    if (action.do === "kill" && State.Running) await container.kill();
    if (action.do === "stop" && State.Running) await container.stop({ t: action.limitSeconds });
    if (action.do === "end-stop" && State.Running && isShuttingDown(await this.exec(action.node, shuttingDownQuestion)))
      await container.kill();
    if (action.do === "pause" && !State.Paused) await container.pause();
    if (action.do === "limit-cpu") await limitCpu(container, action);
    if (action.do === "unlimit-cpu" && cpuLimitOf(HostConfig)?.periodUs === action.periodUs)
      await unlimitCpu(container);
    if (action.do === "limit-memory") await container.update({ Memory: action.bytes, MemorySwap: unlimitedSwapBytes });
    if (action.do === "unlimit-memory" && isBeyondPages(memoryLimitOf(HostConfig), action.beyondPages))
      await container.update({ Memory: unlimitedMemoryBytes, MemorySwap: unlimitedSwapBytes });
    // What was started since then is another's work.
    if ("since" in action && action.since !== undefined && action.since !== State.StartedAt) return;
    if (action.do === "unpause" && State.Paused) await container.unpause();
    if (action.do === "start" && !State.Running) {
      if (!isPinned(NetworkSettings.Networks[action.network], action)) await this.#pin(action, Id, Config.Labels);
      await container.start().catch(ignoreAlready);
    }
  }

  /**
   * A container that starts takes the lowest free address, which may be another's: it is put back to its own while it is
   * down.
   */
  async #pin({ node, network, ...place }: Extract<Action, { do: "start" }>, id: string, labels: Labels): Promise<void> {
    if (network !== this.#networkOf(labels))
      throw new PlatformError("not-ours", `${node} is not put on the network ${network}: it is not its own`);
    const its = this.docker.getNetwork(network);
    await its.disconnect({ Container: id, Force: true }).catch(ignoreNotConnected);
    await its.connect({ Container: id, EndpointConfig: { IPAMConfig: pinnedAt(place) } });
  }

  /** The network of a container's own cluster: the harness's clusters have one of their name. */
  #networkOf(labels: Labels): string | undefined {
    return this.#isAdopted(labels) ? this.#adopted?.network : clusterOf(labels);
  }

  #mayPin(labels: Labels): boolean {
    return !this.#isAdopted(labels) || this.#adopted?.pins === true;
  }

  #isAdopted(labels: Labels): boolean {
    return this.#adopted !== undefined && labels[kindClusterLabel] === this.#adopted.cluster;
  }
}

function unpinned(node: string): string {
  return `${node} is neither stopped nor started: the engine chooses the addresses of its network, and could give it another`;
}

type Labels = Readonly<Record<string, string>>;

/** Being started already, by another who heals the same, is what was wanted. */
function ignoreAlready(error: { statusCode?: number }): void {
  if (error.statusCode !== 304) throw error;
}

/** Being disconnected already is what was wanted. */
function ignoreNotConnected(error: { statusCode?: number }): void {
  if (error.statusCode !== 404 && error.statusCode !== 403) throw error;
}
