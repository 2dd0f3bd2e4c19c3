import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../src/host/cache-folder.ts";
import { projectFolder } from "../src/scenario/catalogue.ts";

/** Kind files of every kind, and what kind itself makes of each: a line of JSON. */
export const kindFiles = join(projectFolder, "test/fixtures/kind-files");
export const recordedFile = join(kindFiles, "expected.jsonl");

const program = join(projectFolder, "test/oracle/kind-config");

/** One of kubeadm's documents on a node, or why kind cannot make them. */
interface KubeadmOf {
  readonly documents?: readonly Readonly<Record<string, unknown>>[];
  readonly refused?: string;
}

/** What kind makes of one file; see test/oracle/kind-config/main.go. */
export interface KindsAnswer {
  readonly file: string;
  readonly refused?: string;
  readonly cluster?: { readonly nodes: readonly Readonly<Record<string, unknown>>[] } & Readonly<
    Record<string, unknown>
  >;
  /** By version of Kubernetes, then by node. */
  readonly kubeadm?: Readonly<Record<string, Readonly<Record<string, KubeadmOf>>>>;
  readonly containerd?: string;
}

/** The names of the recorded kind files, in order. */
export function kindFileNames(): string[] {
  return readdirSync(kindFiles)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted();
}

/** The oracle, compiled into the cache; undefined where there is no Go, or it does not get kind's module. */
export function buildOracle(): string | undefined {
  const folder = join(cacheFolder(), "oracle");
  mkdirSync(folder, { recursive: true });
  const binary = join(folder, "kind-config");
  try {
    const env = { ...process.env, GOFLAGS: "-mod=readonly", GOWORK: "off" };
    execFileSync("go", ["build", "-trimpath", "-o", binary, "."], { cwd: program, env, stdio: "pipe" });
    return binary;
  } catch {
    // The recorded answers stand in: who has no Go is told so by the test.
    return undefined;
  }
}

/** What kind says of files in a folder. */
export function askOracle(binary: string, folder: string, names: readonly string[]): KindsAnswer[] {
  const text = execFileSync(binary, [...names], { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 });
  return answersIn(text);
}

/** The answers in lines of JSON. */
export function answersIn(text: string): KindsAnswer[] {
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as KindsAnswer);
}

if (import.meta.main) {
  const oracle = buildOracle();
  if (oracle === undefined)
    throw new Error("go build failed in test/oracle/kind-config: Go and its module proxy are needed");
  const lines = askOracle(oracle, kindFiles, kindFileNames()).map((answer) => JSON.stringify(answer));
  writeFileSync(recordedFile, `${lines.join("\n")}\n`);
}
