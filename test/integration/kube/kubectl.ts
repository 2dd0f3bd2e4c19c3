import { readdirSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../../src/host/cache-folder.ts";

/** The kubectl that setup has built for this machine. */
export const kubectl = (() => {
  const binaries = join(cacheFolder(), "binaries");
  const built = readdirSync(binaries).find((name) => name.startsWith("kubernetes-"));
  if (built === undefined) throw new Error(`setup has built no kubectl in ${binaries}: npx kind-chaos setup`);
  return join(binaries, built, "kubectl");
})();
