import { PassThrough } from "node:stream";
import type Docker from "dockerode";
import { messageOf, PlatformError } from "../../model/errors.ts";
import type { ExecResult } from "../../model/node-runtime.ts";
import { hold } from "../clock.ts";

/** What of the Docker client commands in containers need. */
export type ExecEngine = Pick<Docker, "getContainer" | "modem">;

/** How long it is tried to end a command that did not end by itself, milliseconds; a look takes about 0.1 s. */
const endingTimeoutMs = 15_000;

/**
 * Kills every process that has KIND_CHAOS_EXEC=<$0> in its environment, which children of a command inherit whatever
 * they do, until none is left, and says so. That it finds itself, by KIND_CHAOS_ENDING, shows that it can see: else
 * "none is left" would be true because nobody looked. What is being ended is not waited for: a zombie has no
 * environment.
 */
export const endScript = [
  'having() { grep -lszxF -- "$1" /proc/[0-9]*/environ; }',
  "n=0",
  "while [ $n -lt 100 ]",
  'do [ -n "$(having "KIND_CHAOS_ENDING=$0")" ] || { echo "processes cannot be seen" >&2; exit 3; }',
  'left=$(having "KIND_CHAOS_EXEC=$0")',
  '[ -n "$left" ] || { echo "ended $0"; exit 0; }',
  `for file in $left; do pid=\${file#/proc/}; kill -9 "\${pid%/environ}" 2>/dev/null; done`,
  "n=$((n+1))",
  "sleep 0.1",
  "done",
  'echo "still there: $left" >&2; exit 4',
].join("\n");

/** How a command in a container is limited and known. */
export interface ExecLimits {
  /** Milliseconds. */
  readonly timeoutMs: number;
  /**
   * What its processes and all that they start are known by in the container: a strike's id; where it is not given, one
   * of its own that begins with "once-".
   */
  readonly id?: string | undefined;
}

/**
 * Runs a command in a container and waits for its end. One that does not end in time is ended in the container, with
 * all that it started, before PlatformError "exec-timeout" is thrown: what is done next must not meet it. The message
 * says where that could not be shown. Throws as the engine does otherwise.
 */
export async function execInContainer(
  docker: ExecEngine,
  node: string,
  argv: readonly string[],
  { timeoutMs, id = `once-${crypto.randomUUID()}` }: ExecLimits,
): Promise<ExecResult> {
  const begun = await begin(docker, node, argv, `KIND_CHAOS_EXEC=${id}`);
  try {
    return await begun.end(timeoutMs);
  } catch (error) {
    const fate = await endCommand(docker, node, id, begun);
    const code = error instanceof PlatformError ? error.code : "engine";
    throw new PlatformError(code, `${argv[0]} in ${node}: ${messageOf(error)}; ${fate}`, { cause: error });
  }
}

/**
 * Ends all that commands of this id still run in a container, whoever began them; throws PlatformError "not-ended" where
 * that could not be shown.
 */
export async function endInContainer(docker: ExecEngine, node: string, id: string): Promise<void> {
  const problem = await endProcesses(docker, node, id);
  if (problem !== undefined) throw new PlatformError("not-ended", `what ${id} runs in ${node} may go on: ${problem}`);
}

/** Kills every process of this id; returns why it is not shown that none is left, or undefined. */
async function endProcesses(docker: ExecEngine, node: string, id: string): Promise<string | undefined> {
  const ending = await begin(docker, node, ["sh", "-c", endScript, id], `KIND_CHAOS_ENDING=${id}`);
  const { exitCode, stdout, stderr } = await ending.end(endingTimeoutMs);
  if (exitCode === 0 && stdout.trim() === `ended ${id}`) return undefined;
  return stderr.trim() || stdout.trim() || `its end was not seen (${exitCode})`;
}

/** Ends a command with all that it started; returns what became of it, in words. */
async function endCommand(docker: ExecEngine, node: string, id: string, begun: BegunCommand): Promise<string> {
  try {
    const problem = await endProcesses(docker, node, id);
    if (problem !== undefined) return `it may go on: ${problem}`;
    return (await begun.isOver())
      ? "it was ended"
      : "it may go on: the engine has not seen it end, or not begun it yet";
  } catch (error) {
    // Whoever asked for the command is told; the container may be down or frozen, and the command with it.
    return `it may go on: ${messageOf(error)}`;
  }
}

interface BegunCommand {
  end(timeoutMs: number): Promise<ExecResult>;
  /** Whether the engine says so within two seconds; one that was not begun has no process yet that could be ended. */
  isOver(): Promise<boolean>;
}

async function begin(
  docker: ExecEngine,
  node: string,
  argv: readonly string[],
  variable: string,
): Promise<BegunCommand> {
  const exec = await docker.getContainer(node).exec({
    Cmd: [...argv],
    Env: [variable],
    AttachStdout: true,
    AttachStderr: true,
    Privileged: true,
  });
  const stream = await exec.start({ hijack: true, stdin: false });
  return {
    end: async (timeoutMs) => {
      const [stdout, stderr] = await readStreams(docker, stream, timeoutMs);
      const { ExitCode } = await exec.inspect();
      return { exitCode: ExitCode ?? -1, stdout, stderr };
    },
    isOver: async () => {
      for (let look = 0; look < 20; look++) {
        const { Running, ExitCode } = await exec.inspect();
        if (!Running && ExitCode !== null) return true;
        await hold(100);
      }
      return false;
    },
  };
}

function readStreams(docker: ExecEngine, stream: NodeJS.ReadWriteStream, timeoutMs: number): Promise<[string, string]> {
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
      reject(new PlatformError("exec-timeout", `it did not end within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    docker.modem.demuxStream(stream, outputs[0], outputs[1]);
    stream.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    stream.on("end", () => {
      clearTimeout(timer);
      for (const output of outputs) output.end();
      setImmediate(() => resolve(texts));
    });
  });
}
