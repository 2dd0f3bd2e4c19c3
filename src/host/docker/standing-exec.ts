import { PassThrough } from "node:stream";
import { PlatformError } from "../../model/errors.ts";
import type { ExecEngine } from "./exec.ts";

/** A command in a container that is asked again and again: a new command for each question costs a tenth of a second of CPU. */
export interface StandingExec {
  /**
   * The answer to one more question; throws PlatformError "exec-timeout" where it does not come in time, milliseconds, and
   * as the engine does where no command runs there. The next question begins the command anew.
   */
  ask(timeoutMs: number): Promise<string>;
  /** Ends the command. */
  end(): void;
}

interface Begun {
  /** Writes a question, and reads until its number comes back on a line of its own. */
  ask(question: number, timeoutMs: number): Promise<string>;
  end(): void;
}

/** What stands before the number of a question, where its answer is over. */
const mark = "answered ";

/** Prints what the script $1 prints, and $2 with the question, for each line that is read. */
const answering = 'while read -r question; do sh -c "$1"; echo "$2$question"; done';

/**
 * The words of a command that answers each line that it reads with what a script prints, and ends with its input: that is
 * closed when whoever asks has ended, in whatever way.
 */
function answeringWords(script: string): string[] {
  return ["sh", "-c", answering, "kind-chaos", script, mark];
}

/** Keeps a script at hand in a container, which is begun with the first question. */
export function standingExec(docker: ExecEngine, node: string, script: string): StandingExec {
  let begun: Begun | undefined;
  let asked = 0;
  let isEnded = false;
  const end = () => {
    begun?.end();
    begun = undefined;
  };
  return {
    async ask(timeoutMs) {
      try {
        const command = begun ?? (await begin(docker, node, script));
        begun = command;
        if (isEnded) throw new PlatformError("engine", `nobody asks in ${node} any more`);
        return await command.ask(++asked, timeoutMs);
      } catch (error) {
        // What comes too late is the answer to an old question.
        end();
        throw error;
      }
    },
    end() {
      isEnded = true;
      end();
    },
  };
}

async function begin(docker: ExecEngine, node: string, script: string): Promise<Begun> {
  const attached = { AttachStdin: true, AttachStdout: true, AttachStderr: true, Privileged: true };
  const exec = await docker.getContainer(node).exec({ Cmd: answeringWords(script), ...attached });
  const stream = await exec.start({ hijack: true, stdin: true });
  const [out, errors] = [new PassThrough(), new PassThrough()];
  docker.modem.demuxStream(stream, out, errors);
  errors.resume();
  let text = "";
  let heard = () => {};
  let lost: Error | undefined;
  const lose = (error: Error) => {
    lost ??= error;
    heard();
  };
  out.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    heard();
  });
  stream.on("error", lose);
  stream.on("end", () => lose(new PlatformError("engine", `what was asked in ${node} ended`)));
  return {
    ask: (question, timeoutMs) =>
      new Promise((resolve, reject) => {
        const settle = (then: () => void) => {
          clearTimeout(timer);
          heard = () => {};
          then();
        };
        const late = new PlatformError("exec-timeout", `no answer from ${node} within ${timeoutMs / 1_000} s`);
        const timer = setTimeout(() => settle(() => reject(late)), timeoutMs);
        heard = () => {
          const at = text.indexOf(`${mark}${question}\n`);
          if (at >= 0) {
            const answer = text.slice(0, at);
            text = "";
            settle(() => resolve(answer));
          } else if (lost !== undefined) settle(() => reject(lost));
        };
        stream.write(`${question}\n`);
        heard();
      }),
    end: () => (stream as unknown as { destroy(): void }).destroy(),
  };
}
