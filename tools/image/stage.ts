import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../../src/host/own-package.ts";
import { tell } from "./tell.ts";

/** Where the image's own files lie before it is built, as .dockerignore and the Dockerfile name it. */
export const stageFolder = join(packageFolder, "build/image");

/**
 * Packs the package and installs it from its archive as a user would: it is JavaScript alone, so that what is installed
 * here runs in the image, also on another architecture. Returns the package's version.
 */
export async function stagePackage(): Promise<string> {
  rmSync(stageFolder, { recursive: true, force: true });
  const target = join(stageFolder, "kind-chaos");
  mkdirSync(target, { recursive: true });
  const { version }: { version: string } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const archive = join(stageFolder, `kind-chaos-${version}.tgz`);
  await tell(["npm", "pack", "--silent", "--pack-destination", stageFolder], packageFolder);
  const quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel", "error"];
  const to = ["--prefix", target, "--ignore-scripts", "--omit", "dev"];
  await tell(["npm", "install", ...quiet, ...to, archive]);
  rmSync(archive);
  return version;
}
