import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun } from "../../src/host/command.ts";
import { binariesFolder, goBuildStep } from "../../src/setup/images/go-build.ts";
import type { Component } from "../../src/setup/images/node-image-inputs.ts";

const home = join(import.meta.dirname, "../kwok");
const sources = ["go.mod", "go.sum"].map((name) => join(home, name));
const specFile = join(home, "build.json");

const ownStage = join(home, "pod-ready-again.yaml");

/**
 * Stages of kwok's own module: a node is Ready at once and stays so, so are pods, and pods that are deleted go at once.
 */
const itsStages = [
  "node/fast/node-initialize.yaml",
  "node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
  "pod/fast/pod-ready.yaml",
  "pod/fast/pod-delete.yaml",
];

/**
 * kwok as it is pinned in bench/kwok (`go get -tool sigs.k8s.io/kwok/cmd/kwok@<version>` there moves the pin), ready to
 * be started.
 */
export interface Kwok {
  readonly version: string;
  readonly binary: string;
  readonly stages: readonly string[];
}

/** A kwok that acts as the kubelets of some nodes. */
export interface RunningKwok {
  /** Kills it: its nodes say nothing any more. What is dead already is fine. */
  kill(): void;
  /** Resolves when it is gone; its exit code, null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Compiles kwok into the project's cache folder, where it is not there already; about a minute on 2 cores. */
export async function provideKwok(logFile: string, signal: AbortSignal): Promise<Kwok> {
  const component = kwokComponent();
  const step = goBuildStep(component, []);
  if ((await step.check(signal)) === undefined) await step.run({ logFile, signal, note: () => {} });
  const module = await mustRun(["go", "list", "-m", "-f", "{{.Dir}}", "sigs.k8s.io/kwok"], {
    cwd: home,
    env: { GOFLAGS: "-mod=readonly", GOWORK: "off" },
    signal,
  });
  return {
    version: component.version,
    binary: join(binariesFolder(component), "kwok"),
    stages: [...itsStages.map((file) => join(module.trim(), "kustomize/stage", file)), ownStage],
  };
}

function kwokComponent(): Component {
  const [goMod = ""] = sources.map((file) => readFileSync(file, "utf8"));
  const version = /sigs\.k8s\.io\/kwok v(\S+)/.exec(goMod)?.[1] ?? "";
  const hash = createHash("sha256").update(process.arch);
  for (const file of [...sources, specFile]) hash.update("\0").update(readFileSync(file));
  const names = new Map(sources.map((file) => [file, file.slice(home.length + 1)]));
  return { name: "kwok", version, sources: names, specFile, digest: hash.digest("hex").slice(0, 12) };
}

/** Starts a kwok on this machine for the nodes that a label selector takes, and for no others. */
export function startKwok(kwok: Kwok, kubeconfig: string, selector: string, logFile: string): RunningKwok {
  const log = openSync(logFile, "a");
  const child = spawn(
    kwok.binary,
    [
      ...kwok.stages.flatMap((file) => ["--config", file]),
      ...["--kubeconfig", kubeconfig, "--manage-nodes-with-label-selector", selector],
      // Renewed after a quarter of it, as a kubelet does.
      ...["--node-lease-duration-seconds", "40"],
    ],
    // Ctrl-C in a terminal reaches every process of its group: kwok goes on until the cluster is gone.
    { detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  const ended = once(child, "exit").then(([code]) => code as number | null);
  return { kill: () => void child.kill("SIGKILL"), ended };
}
