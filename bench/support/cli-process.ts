import { spawn, spawnSync } from "node:child_process";
import { projectFolder } from "../../src/scenario/catalogue.ts";

/** What a call of the command line came to. */
export interface CliRun {
  readonly seconds: number;
  /** Its time on a CPU, in user and system mode: what others do on the machine does not lengthen it. */
  readonly cpuSeconds: number;
  /** Largest resident memory of the process, MB. */
  readonly peakMb: number;
  readonly exitCode: number | null;
  readonly stdout: string;
  /** What it printed there, for the error where it failed. */
  readonly stderr: string;
}

const tellUse = `process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write("peak " + maxRSS + " cpu " + (userCPUTime + systemCPUTime));
})`;
// The flags of `npm run chaos`.
const flags = [
  "--max-semi-space-size=4",
  "--heap-growing-percent=50",
  "--import",
  `data:text/javascript,${encodeURIComponent(tellUse)}`,
];

/** Runs the command line in a process of its own, as `npm run chaos` does, and waits for its end. */
export function runCli(args: readonly string[]): CliRun {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, "src/cli.ts", ...args], {
    cwd: projectFolder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, NODE_COMPILE_CACHE: "node_modules/.cache/compile" },
  });
  const seconds = (performance.now() - begun) / 1_000;
  return { seconds, ...usedIn(stderr), exitCode: status, stdout, stderr };
}

/** The same beside this process, which may be its server meanwhile. */
export async function spawnCli(args: readonly string[]): Promise<CliRun> {
  const begun = performance.now();
  const child = spawn(process.execPath, [...flags, "src/cli.ts", ...args], {
    cwd: projectFolder,
    env: { ...process.env, NODE_COMPILE_CACHE: "node_modules/.cache/compile" },
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { seconds: (performance.now() - begun) / 1_000, ...usedIn(texts.stderr), exitCode, ...texts };
}

function usedIn(stderr: string): Pick<CliRun, "peakMb" | "cpuSeconds"> {
  const [, peakKb, cpuUs] = /peak (\d+) cpu (\d+)/.exec(stderr) ?? [];
  return { peakMb: Number(peakKb) / 1_000, cpuSeconds: Number(cpuUs) / 1e6 };
}
