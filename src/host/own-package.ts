import { existsSync } from "node:fs";
import { dirname, extname, join } from "node:path";

/** How files of code end where this runs: ".ts" in the repository, ".js" in the package, which is compiled. */
export const codeEnding = extname(import.meta.filename) as ".ts" | ".js";

/** Where package.json lies, and with it what is no code: topologies, sources of images, documents. */
export const packageFolder = folderWith("package.json", import.meta.dirname);

function folderWith(name: string, from: string): string {
  return existsSync(join(from, name)) ? from : folderWith(name, dirname(from));
}
