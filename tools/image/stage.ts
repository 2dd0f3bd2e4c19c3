import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../../src/host/own-package.ts";
import { tell } from "./tell.ts";

/** Where the image's own files lie before it is built, as .dockerignore and the Dockerfile name it. */
export const stageFolder = join(packageFolder, "build/image");

/** What the package asks for where there is a store; the image is to be run by pods that have nothing but one. */
const storeClient = "@aws-sdk/client-s3";

interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * Packs the package and installs it from its archive as a user would: it is JavaScript alone, so that what is installed
 * here runs in the image, also on another architecture. Returns the package's version.
 */
export async function stagePackage(): Promise<string> {
  rmSync(stageFolder, { recursive: true, force: true });
  const target = join(stageFolder, "kind-chaos");
  mkdirSync(target, { recursive: true });
  const { version, devDependencies }: Manifest = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const archive = join(stageFolder, `kind-chaos-${version}.tgz`);
  await tell(["npm", "pack", "--silent", "--pack-destination", stageFolder], packageFolder);
  const quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel", "error"];
  const to = ["--prefix", target, "--ignore-scripts", "--omit", "dev"];
  await tell(["npm", "install", ...quiet, ...to, archive, `${storeClient}@${devDependencies[storeClient]}`]);
  rmSync(archive);
  return version;
}
