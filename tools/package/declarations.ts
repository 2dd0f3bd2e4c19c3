import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const imports = /(?:from |import\()"(\.[^"]+)"/g;

/**
 * Deletes from a folder of compiled code the declarations that nobody can reach from what a package exports: half of all
 * its files. `exported` tells by a path below the folder whether it is exported.
 */
export function keepReachable(folder: string, exported: (path: string) => boolean): void {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => /\.d\.m?ts$/.test(path));
  const kept = new Set<string>();
  const add = (file: string): void => {
    if (kept.has(file) || !existsSync(file)) return;
    kept.add(file);
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(imports))
      add(resolve(dirname(file), specifier.replace(/(?:\.d)?\.(m?)[jt]s$/, ".d.$1ts")));
  };
  for (const path of all) if (exported(path)) add(join(folder, path));
  for (const path of all) if (!kept.has(join(folder, path))) rmSync(join(folder, path));
}
