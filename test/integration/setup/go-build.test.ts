import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { buildSteps } from "../../../src/setup/images/build-plan.ts";
import { binariesFolder, compile } from "../../../src/setup/images/go-build.ts";
import { buildableVersions, nodeImageInputs } from "../../../src/setup/images/node-image-inputs.ts";
import type { Step } from "../../../src/setup/steps/step.ts";
import { runSteps, type StepListener } from "../../../src/setup/steps/step-runner.ts";
import { scratchFolder } from "./support/command-line.ts";

const [newest = ""] = buildableVersions();
const node = nodeImageInputs(newest);
const component = (wanted: string) => {
  const found = node.components.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`no ${wanted}`);
  return found;
};
const goSteps = (parts: RegExp): Step[] =>
  buildSteps({ node, loadBalancer: undefined }).filter(
    ({ name }) => /^(modules|build)-/.test(name) && parts.test(name),
  );

let scratch: ReturnType<typeof scratchFolder>;
const inScratch = (...parts: string[]): string => join(scratch.path, ...parts);

beforeEach(() => {
  scratch = scratchFolder();
  vi.stubEnv("KIND_CHAOS_CACHE", inScratch("cache"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  scratch.remove();
});

/** Puts a go before the machine's own that does what it is told for each verb, and refuses all others. */
function tellGo(verbs: Readonly<Record<string, string>>): void {
  mkdirSync(inScratch("bin"), { recursive: true });
  const cases = Object.entries({ version: "echo go version go1.26.8 linux/amd64", ...verbs });
  const script = ["#!/bin/sh", 'case "$1" in', ...cases.map(([verb, does]) => `${verb}) ${does} ;;`)];
  const refusal = ['*) echo "go $1: nobody told" >&2; exit 64 ;;', "esac", ""];
  writeFileSync(inScratch("bin", "go"), [...script, ...refusal].join("\n"), { mode: 0o755 });
  vi.stubEnv("PATH", `${inScratch("bin")}:${process.env.PATH}`);
}

/** A compiler at work until somebody ends it, of which go is only the parent; its number is in the file "compiler". */
const compiling = (then = ":"): string =>
  `mkfifo never; sh -c 'read line < never' > compiler.log 2>&1 & echo $! > ${inScratch("number")}; mv ${inScratch("number")} ${inScratch("compiler")}; ${then}; wait`;

/** Whether that compiler is still at work; one that is dead and that nobody waits for has no command line. */
function isCompiling(): boolean {
  try {
    return readFileSync(`/proc/${readFileSync(inScratch("compiler"), "utf8").trim()}/cmdline`, "utf8") !== "";
  } catch {
    return false;
  }
}

function recorder(): { failed: string[]; listener: StepListener } {
  const failed: string[] = [];
  const nothing = (): void => {};
  return {
    failed,
    listener: { started: nothing, note: nothing, ended: nothing, failed: ({ name }) => failed.push(name) },
  };
}

describe("modules that cannot be fetched", () => {
  it("end what is compiled meanwhile, and are the one thing that is said", async () => {
    const begun = inScratch("begun");
    execFileSync("mkfifo", [begun]);
    const reason = "go: k8s.io/kubernetes@v1: dial tcp: lookup proxy.example: no such host";
    tellGo({
      list: `case "$PWD" in */kubernetes-*) read line < ${begun}; echo "${reason}" >&2; exit 1 ;; esac`,
      build: compiling(`{ echo > ${begun} & }`),
    });
    const { failed, listener } = recorder();
    const log = inScratch("cache", "logs", "setup-modules-kubernetes.log");
    await expect(runSteps(goSteps(/./), listener, new AbortController().signal)).rejects.toMatchObject({
      code: "command-failed",
      message: `modules of kubernetes ${newest}: go list -deps ended with 1: ${reason} (log: ${log})`,
    });
    expect(existsSync(inScratch("compiler"))).toBe(true);
    await expect.poll(isCompiling).toBe(false);
    expect(failed).toEqual(["modules-kubernetes"]);
    expect(readFileSync(log, "utf8")).toContain(reason);
    expect(readdirSync(inScratch("cache", "binaries"))).toEqual([]);
  });
});

describe("an interruption", () => {
  /** The binary is what stands after "-o", then $2. */
  const output = 'while [ "$1" != -o ]; do shift; done';

  it.each([
    ["list", () => compiling()],
    ["build", () => `${output}; echo half > "$2"; ${compiling()}`],
  ])("ends go %s with its processes, and nothing half-written is kept", async (verb, does) => {
    const interrupted = new AbortController();
    tellGo({ list: "", build: "", [verb]: does() });
    const { failed, listener } = recorder();
    const ended = runSteps(goSteps(/-etcd$/), listener, interrupted.signal);
    await expect.poll(() => existsSync(inScratch("compiler"))).toBe(true);
    interrupted.abort(new Error("interrupted"));
    await expect(ended).rejects.toThrow("interrupted");
    await expect.poll(isCompiling).toBe(false);
    expect(failed).toEqual([]);
    expect(existsSync(binariesFolder(component("etcd")))).toBe(false);

    tellGo({ list: "", build: `${output}; [ -e "$2" ] || echo whole > "$2"` });
    const results = await runSteps(goSteps(/-etcd$/), listener, new AbortController().signal);
    expect(results.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
    const folder = binariesFolder(component("etcd"));
    const contents = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8").trim()]);
    expect(contents).toEqual(["etcd", "etcdctl", "etcdutl"].map((name) => [name, "whole"]));
  });
});

function hasGo(): boolean {
  try {
    execFileSync("go", ["version"]);
    return true;
  } catch {
    return false;
  }
}

it.runIf(hasGo())("Go itself compiles a binary anew of which there is half, and the same", async () => {
  const context = { logFile: inScratch("log"), signal: new AbortController().signal, note: () => {} };
  const build = async (): Promise<string> =>
    join(await compile(component("pause"), inScratch("work"), context), "pause");
  const binary = await build();
  const whole = readFileSync(binary);
  truncateSync(binary, whole.length / 2);
  expect(readFileSync(await build()).equals(whole)).toBe(true);
});
