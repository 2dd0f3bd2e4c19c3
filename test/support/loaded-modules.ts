import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

const cli = new URL("../../src/cli.ts", import.meta.url).pathname;

/** Appends "script<tab>url" to a file for every module that a process of Node loads. */
const recorder = (file: string) => `import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) {
  appendFileSync(${JSON.stringify(file)}, (process.argv[1] ?? "") + "\\t" + url + "\\n");
  return next(url, context);
} });
`;

/** What a command and the processes that it started loaded: URLs of modules by the scripts of the processes. */
export interface Loaded {
  readonly code: number | null;
  readonly stderr: string;
  readonly byScript: ReadonlyMap<string, readonly string[]>;
}

/** Runs the real command and looks at every module that was really loaded, in all of its processes. */
export async function runRecorded(...args: readonly string[]): Promise<Loaded> {
  const folder = temporaryFolder();
  const [file, hook] = [join(folder, "loaded"), join(folder, "hook.mjs")];
  writeFileSync(hook, recorder(file));
  const env = { ...process.env, NO_COLOR: "1", NODE_OPTIONS: `--import ${hook}` };
  const child = spawn(process.execPath, [cli, ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    stderr += part;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const byScript = new Map<string, string[]>();
  for (const line of existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []) {
    const [script = "", url = ""] = line.split("\t");
    byScript.set(script, [...(byScript.get(script) ?? []), url]);
  }
  return { code, stderr, byScript };
}
