import { PlatformError } from "../../src/model/errors.ts";
import type { ContainerRuntime, ContainerState, ExecResult } from "../../src/model/node-runtime.ts";
import { askedFor, ranOn, stateOf } from "./recording-runtime.ts";

/** A way in which containers answer without having been looked at. */
export interface FailingWorld {
  readonly name: string;
  readonly containers: ContainerRuntime;
  /** What commands were asked for so far. */
  readonly asked: readonly string[];
  /** No container can be looked at either: then nothing at all may be proven. */
  readonly blind: boolean;
}

type Exec = (node: string, mark: string) => ExecResult;

const engineText =
  "OCI runtime exec failed: exec failed: unable to start container process: procReady not received\r\n";
const words = ["", engineText, "449 4711 S\nactive\nTrue none restored 0\n"];
/** Codes of a command that could not run, was ended by a signal, or of which nothing is known. */
const codes = [126, 127, 137, 143, 255, -1];

const unrun: readonly (readonly [string, Exec])[] = [
  ...[0, 1, ...codes].flatMap((exitCode) =>
    words.map((stdout): [string, Exec] => [
      `the engine ends with ${exitCode} and says ${JSON.stringify(stdout.slice(0, 20))}`,
      () => ({ exitCode, stdout, stderr: "" }),
    ]),
  ),
  ...codes.flatMap((exitCode) =>
    words.map((stdout): [string, Exec] => [
      `the command cannot run: ${exitCode}, ${JSON.stringify(stdout.slice(0, 20))}`,
      (node, mark) => ranOn(node, mark, { exitCode, stdout, stderr: "" }),
    ]),
  ),
  ...words.map((stdout): [string, Exec] => [
    `another machine answers ${JSON.stringify(stdout.slice(0, 20))}`,
    (_, mark) => ranOn("kc-y-other", mark, { exitCode: 0, stdout, stderr: "" }),
  ]),
  [
    "the command breaks off",
    (node, mark) => ({
      exitCode: 0,
      stdout: ranOn(node, mark, { exitCode: 0, stdout: "", stderr: "" }).stdout.slice(0, -4),
      stderr: "",
    }),
  ],
  [
    "nothing answers",
    () => {
      throw new PlatformError("exec-timeout", "a command did not end within 20 s");
    },
  ],
];

const states: readonly (readonly [string, Partial<ContainerState>])[] = [
  ["runs", {}],
  ["is paused", { paused: true }],
  ["is down", { running: false, exitCode: 137 }],
  ["was started anew", { startedAt: "2026-11-23T11:00:00Z" }],
];

function world(name: string, exec: Exec, inspect: (node: string) => ContainerState, tls: boolean, blind: boolean) {
  const asked: string[] = [];
  const containers: ContainerRuntime = {
    exec: async (node, argv) => {
      const look = askedFor(argv);
      asked.push((look?.own ?? argv).join(" "));
      return exec(node, look?.mark ?? "");
    },
    inspect: async (node) => inspect(node),
    throttling: async (node) => {
      asked.push(`${node}: throttling`);
      throw new PlatformError("engine", "docker stats: no answer");
    },
    memory: async (node) => {
      asked.push(`${node}: memory`);
      throw new PlatformError("engine", "docker stats: no answer");
    },
    outOfMemory: async (node) => {
      asked.push(`${node}: out of memory`);
      throw new PlatformError("engine", "docker events: no answer");
    },
    answersTls: async () => tls,
  };
  return { name, containers, asked, blind };
}

/** Every way in which no command runs, with each state of the containers; and containers that are not the cluster's. */
export function failingWorlds(): FailingWorld[] {
  const seen = unrun.flatMap(([name, exec]) =>
    states.flatMap(([state, change]) =>
      [true, false].map((tls) =>
        world(`${name}; the container ${state}`, exec, (node) => ({ ...stateOf(node), ...change }), tls, false),
      ),
    ),
  );
  const fine: Exec = (node, mark) => ranOn(node, mark, { exitCode: 0, stdout: words[2] ?? "", stderr: "" });
  const others = states.flatMap(([state, change]) =>
    [true, false].map((tls) => {
      const inspect = (node: string) => ({ ...stateOf(node), ...change, id: "another" });
      return world(`another container has the name, and ${state}`, fine, inspect, tls, true);
    }),
  );
  const refuse = (): never => {
    throw new PlatformError("engine", "no engine answers");
  };
  return [...seen, ...others, world("no engine answers", refuse, refuse, false, true)];
}
