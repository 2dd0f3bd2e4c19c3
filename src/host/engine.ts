import { PassThrough } from "node:stream";
import Docker from "dockerode";
import type { Action } from "../model/action.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { ContainerState, ExecResult, NodeRuntime } from "../model/node-runtime.ts";
import { answersTls } from "../net/tls-answer.ts";
import { Containers } from "./docker/containers.ts";
import { type ChosenEngine, chosenEngine, describeChosenEngine } from "./docker/context.ts";
import { dockerodeOptions } from "./docker/endpoint.ts";
import { Networks } from "./docker/networks.ts";
import { wrapped } from "./docker/wrapped.ts";

/** Time limit for one command in a container, milliseconds; the slowest seen on a loaded 2-core machine took 3 s. */
const execTimeoutMs = 20_000;

/** The Docker engine: the only way to containers and networks. Every method throws PlatformError with one line. */
export class Engine implements NodeRuntime {
  readonly #choose: () => ChosenEngine;
  #docker: Docker | undefined;
  readonly containers = new Containers(() => this.docker);
  readonly networks = new Networks(() => this.docker);

  /** The engine is chosen when it is first needed: what needs none works with a choice that is wrong. */
  constructor(choose: () => ChosenEngine = chosenEngine) {
    this.#choose = choose;
  }

  private get docker(): Docker {
    this.#docker ??= new Docker(dockerodeOptions(this.#choose().endpoint));
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

  /** Runs a command in a container and waits for its end. */
  async exec(node: string, argv: readonly string[], timeoutMs = execTimeoutMs): Promise<ExecResult> {
    return wrapped(`docker exec ${node} ${argv[0]}`, async () => {
      const exec = await this.docker.getContainer(node).exec({
        Cmd: [...argv],
        AttachStdout: true,
        AttachStderr: true,
        Privileged: true,
      });
      const stream = await exec.start({ hijack: true, stdin: false });
      const [stdout, stderr] = await readStreams(this.docker, stream, timeoutMs);
      const { ExitCode } = await exec.inspect();
      return { exitCode: ExitCode ?? -1, stdout, stderr };
    });
  }

  async inspect(node: string): Promise<ContainerState> {
    return wrapped(`docker inspect ${node}`, async () => {
      const info = await this.docker.getContainer(node).inspect();
      const [network] = Object.values(info.NetworkSettings.Networks);
      return {
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

  /** Carries out one action; a command in a container that ends with another code than 0 is an error. */
  async act(action: Action): Promise<void> {
    if (action.do === "exec") {
      const result = await this.exec(action.node, action.argv, action.timeoutMs);
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
      await container.putArchive(archive, { path: action.path.slice(0, action.path.lastIndexOf("/")) });
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

function readStreams(docker: Docker, stream: NodeJS.ReadWriteStream, timeoutMs: number): Promise<[string, string]> {
  return new Promise((resolve, reject) => {
    const outputs = [new PassThrough(), new PassThrough()] as const;
    const texts = ["", ""] as [string, string];
    outputs.forEach((output, index) => {
      output.setEncoding("utf8").on("data", (chunk: string) => {
        texts[index as 0 | 1] += chunk;
      });
    });
    const timer = setTimeout(() => {
      (stream as unknown as { destroy(): void }).destroy();
      reject(new PlatformError("exec-timeout", `a command in a container did not end within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    docker.modem.demuxStream(stream, outputs[0], outputs[1]);
    stream.on("error", reject);
    stream.on("end", () => {
      clearTimeout(timer);
      for (const output of outputs) output.end();
      setImmediate(() => resolve(texts));
    });
  });
}
