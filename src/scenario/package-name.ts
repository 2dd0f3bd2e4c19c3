import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { codeEnding, packageFolder } from "../host/own-package.ts";

/** What "kind-chaos" in an import is resolved from: the package that runs, whatever else of that name lies around. */
const packageFile = pathToFileURL(join(packageFolder, "package.json")).href;

/** The condition of `exports` in package.json under which names mean the sources; only those run in the repository. */
const conditions = codeEnding === ".ts" ? ["@kind-chaos/source"] : [];

let registered = false;

/**
 * Makes imports of "kind-chaos" and "kind-chaos/…" mean the package that runs, in a scenario's file wherever it lies and
 * in what that file imports; and TypeScript with imports be a module also where a package.json says "commonjs", as
 * `npm init` writes it. Measured: no cost that shows in 300 ms of loading.
 */
export function meanThisPackage(): void {
  if (registered) return;
  registered = true;
  registerHooks({
    resolve: (specifier, context, next) =>
      isOwnName(specifier)
        ? next(specifier, { ...context, parentURL: packageFile, conditions: [...context.conditions, ...conditions] })
        : next(specifier, context),
    load: (url, context, next) => {
      if (context.format !== "commonjs-typescript") return next(url, context);
      const loaded = next(url, context);
      return isModule(String(loaded.source)) ? next(url, { ...context, format: "module-typescript" }) : loaded;
    },
  });
}

function isOwnName(specifier: string): boolean {
  return specifier === "kind-chaos" || specifier.startsWith("kind-chaos/");
}

function isModule(source: string): boolean {
  return /^(?:import|export)\b/m.test(source);
}
