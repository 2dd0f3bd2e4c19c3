#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=50
// @ts-check
// The command `kind-chaos`: of the package, which is compiled, and in the repository, where the sources run as they are.
// It has nothing but Node's own modules before it knows that this Node will do.
import { existsSync } from "node:fs";
import module from "node:module";

/** The oldest version of Node.js that runs this: it takes types off, and has hooks for imports. */
const oldest = { major: 22, minor: 19 };

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < oldest.major || (major === oldest.major && minor < oldest.minor)) {
  process.stderr.write(
    `chaos: Node.js ${oldest.major}.${oldest.minor} or newer is needed, this is ${process.version}, ${process.execPath}\n`,
  );
  process.exit(2);
}

const sources = existsSync(new URL("../src/cli.ts", import.meta.url));
const code = sources ? "../src" : "../dist/src";
const ending = sources ? "ts" : "js";

// Loading takes half as long from the second time on, also in the processes that are started from here.
if (!process.env.NODE_COMPILE_CACHE) {
  const { cacheFolder } = await import(`${code}/host/cache-folder.${ending}`);
  const folder = `${cacheFolder()}/compile`;
  if (module.enableCompileCache(folder).directory !== undefined) process.env.NODE_COMPILE_CACHE = folder;
}

await import(`${code}/cli.${ending}`);
