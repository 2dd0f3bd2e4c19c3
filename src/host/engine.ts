import type { Readable } from "node:stream";
import Docker from "dockerode";
import type { Action } from "../model/action.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { ContainerRuntime, ContainerState, ExecResult } from "../model/node-runtime.ts";
import { answersTls } from "../net/tls-answer.ts";
import { Containers } from "./docker/containers.ts";
import { type ChosenEngine, chosenEngine, describeChosenEngine } from "./docker/context.ts";
import { dockerodeOptions } from "./docker/endpoint.ts";
import { endInContainer, execInContainer } from "./docker/exec.ts";
import { limitCalls } from "./docker/limited-calls.ts";
import { Networks } from "./docker/networks.ts";
import { wrapped } from "./docker/wrapped.ts";

/** Time limit for one command in a container, milliseconds; the slowest seen on a loaded 2-core machine took 3 s. */
const execTimeoutMs = 20_000;

/** The Docker engine: the only way to containers and networks. Every method throws PlatformError with one line. */
export class Engine implements ContainerRuntime {
  readonly #choose: () => ChosenEngine;
  #docker: Docker | undefined;
  readonly containers = new Containers(() => this.docker);
  readonly networks = new Networks(() => this.docker);

  /** The engine is chosen when it is first needed: what needs none works with a choice that is wrong. */
  constructor(choose: () => ChosenEngine = chosenEngine) {
    this.#choose = choose;
  }

  private get docker(): Docker {
    this.#docker ??= limitCalls(new Docker(dockerodeOptions(this.#choose().endpoint)));
    return this.#docker;
  }

  /**
   * Throws PlatformError "engine-unreachable" when no engine answers, UsageError where the one that was chosen is none.
   */
  async ping(): Promise<void> {
    await this.docker.ping().catch((cause: unknown) => {
      const where = describeChosenEngine(this.#choose);
      const message = `no Docker engine answers at ${where} (${messageOf(cause)}): run "npm run setup"`;
      throw new PlatformError("engine-unreachable", message, { cause });
    });
  }

  /** Runs a command in a container and waits for its end; one that does not end in time is ended. */
  async exec(node: string, argv: readonly string[], timeoutMs = execTimeoutMs, strike?: string): Promise<ExecResult> {
    return wrapped(`docker exec ${node} ${argv[0]}`, () =>
      execInContainer(this.docker, node, argv, { timeoutMs, id: strike }),
    );
  }

  /**
   * Ends all that a strike still runs in a container, whoever began it; throws where that could not be shown. In one that
   * does not run nothing runs.
   */
  async endStrike(node: string, strike: string): Promise<void> {
    const { running } = await this.inspect(node);
    if (running) await wrapped(`end ${strike} in ${node}`, () => endInContainer(this.docker, node, strike));
  }

  async inspect(node: string): Promise<ContainerState> {
    return wrapped(`docker inspect ${node}`, async () => {
      const info = await this.docker.getContainer(node).inspect();
      const [network] = Object.values(info.NetworkSettings.Networks);
      return {
        id: info.Id,
        hostname: info.Config.Hostname,
        running: info.State.Running,
        paused: info.State.Paused,
        exitCode: info.State.ExitCode,
        restartCount: info.RestartCount,
        startedAt: info.State.StartedAt,
        address: network?.IPAddress || network?.IPAMConfig?.IPv4Address || "",
      };
    });
  }

  answersTls(port: number, timeoutMs: number): Promise<boolean> {
    return answersTls(port, timeoutMs);
  }

  /**
   * Carries out one action; a command in a container that ends with another code than 0 is an error. With a strike's id
   * `endStrike` finds what the command started, also when it was another process of this machine that began it.
   */
  async act(action: Action, strike?: string): Promise<void> {
    if (action.do === "exec") {
      const result = await this.exec(action.node, action.argv, action.timeoutMs, strike);
      if (result.exitCode === 0) return;
      const lastLine = (result.stderr.trim() || result.stdout.trim()).split("\n").at(-1);
      throw new PlatformError(
        "exec-failed",
        `${action.argv.join(" ")} in ${action.node} ended with ${result.exitCode}: ${lastLine}`,
      );
    }
    await wrapped(`docker ${action.do} ${action.node}`, () => this.#change(action));
  }

  async #change(action: Exclude<Action, { do: "exec" }>): Promise<void> {
    const container = this.docker.getContainer(action.node);
    if (action.do === "copy") {
      const archive = await this.docker.getContainer(action.from).getArchive({ path: action.path });
      try {
        await container.putArchive(archive, { path: action.path.slice(0, action.path.lastIndexOf("/")) });
      } finally {
        // One that was given up must not keep its connection.
        (archive as Readable).destroy();
      }
      return;
    }
    const { State } = await container.inspect();
    if (action.do === "kill" && State.Running) await container.kill();
    if (action.do === "stop" && State.Running) await container.stop({ t: action.limitSeconds });
    if (action.do === "pause" && !State.Paused) await container.pause();
    if (action.do === "unpause" && State.Paused) await container.unpause();
    if (action.do === "start" && !State.Running) {
      // A container that starts takes the lowest free address, which may be another's: put it back to its own while it
      // is down.
      const network = this.docker.getNetwork(action.network);
      await network.disconnect({ Container: action.node, Force: true }).catch(ignoreNotConnected);
      await network.connect({
        Container: action.node,
        EndpointConfig: { IPAMConfig: { IPv4Address: action.address } },
      });
      await container.start();
    }
  }
}

/** Being disconnected already is what was wanted. */
function ignoreNotConnected(error: { statusCode?: number }): void {
  if (error.statusCode !== 404 && error.statusCode !== 403) throw error;
}
