import { basename, dirname } from "node:path";
import { systemText } from "./system-text.ts";

/** What the Node.js of nodejs.org loads, which every image of Debian with C++ has: glibc and GCC's libraries. */
const usual = /^(?:ld-linux\S*|lib(?:c|m|dl|rt|pthread|resolv|nss_\w+|gcc_s|stdc\+\+)[-\d.]*)\.so\b/;
/** Where Debian looks for them. */
const usualFolder = /^\/(?:usr\/)?lib(?:32|64)?(?:\/|$)/;

/** A library that this Node.js needs and containers of the node image lack; undefined where it runs in them. */
export function ownForeignLibrary(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const preloaded = `${env.LD_PRELOAD ?? ""} ${systemText("/etc/ld.so.preload") ?? ""}`;
  return foreignLibrary(systemText("/proc/self/maps") ?? "", preloaded);
}

/** The first such library in the text of /proc/self/maps, by its path; what is preloaded is no need of the program. */
export function foreignLibrary(maps: string, preloaded = ""): string | undefined {
  const files = [...maps.matchAll(/^(?:\S+\s+){5}(\/.*?)(?: \(deleted\))?$/gm)].map(([, path = ""]) => path);
  return files.find((path) => {
    const name = basename(path);
    const isUsual = usual.test(name) && usualFolder.test(dirname(path));
    return /\.so(?:\.|$)/.test(name) && !isUsual && !preloaded.includes(name);
  });
}
