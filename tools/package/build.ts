// npm run build: compiles the package into dist/. `npm pack` calls it, so that nothing old is packed.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { execa } from "execa";
import { packageFolder } from "../../src/host/own-package.ts";
import { commitFile, harnessCommit } from "../../src/run/harness-commit.ts";
import { bundleClient } from "./bundled-client.ts";
import { keepReachable } from "./declarations.ts";

const dist = join(packageFolder, "dist");

rmSync(dist, { recursive: true, force: true });
await execa("tsc", ["-p", "tsconfig.build.json"], { cwd: packageFolder, preferLocal: true, stdio: "inherit" });
copyScripts();
await bundleClient(dist);
keepReachable(dist, isExported);
// What is installed lies in no repository: it says which commit it was compiled from.
writeFileSync(join(packageFolder, commitFile), `${harnessCommit() ?? ""}\n`);

/** Whether a declaration is what a name of `exports` in package.json leads to: "./dist/src/faults/*.d.ts" has one star. */
function isExported(path: string): boolean {
  const { exports }: { exports: Record<string, string | { types: string }> } = JSON.parse(
    readFileSync(join(packageFolder, "package.json"), "utf8"),
  );
  return Object.values(exports).some(
    (target) => typeof target !== "string" && matchesGlob(`./dist/${path}`, target.types),
  );
}

/** Scripts that are read as text, not imported: they are JavaScript already, and no business of the compiler. */
function copyScripts(): void {
  for (const file of readdirSync(join(packageFolder, "src"), { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".js")) cpSync(join(packageFolder, "src", file), join(dist, "src", file));
}
