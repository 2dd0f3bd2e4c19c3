import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../host/cache-folder.ts";
import {
  balancerArchive,
  buildableVersions,
  type Component,
  loadBalancerDigest,
  nodeImageInputs,
  rootFilesystemDigest,
} from "../images/node-image-inputs.ts";
import { KIND_VERSION, knownKinds } from "../versions/kind-versions.ts";
import type { PruneItem } from "./prune-item.ts";

/** A folder of the cache that holds what can be made again, and which entries of it this version can take. */
interface Shelf {
  readonly name: string;
  readonly isCurrent: (entry: string) => boolean;
  /** Entries that stay with `all`, too. */
  readonly stays: (entry: string) => boolean;
  readonly reason: string;
}

/**
 * What setup left in the cache folder and nothing uses: parts of builds that were broken off, and what other versions of
 * the project made; with `all` everything that setup can make again, but for the kind that deletes clusters. Logs, and
 * whatever runs keep there, are none of it. To be asked while no setup is at work.
 */
export function unusedFolders(all: boolean, root: string = cacheFolder()): PruneItem[] {
  return shelves().flatMap(({ name, isCurrent, stays, reason }) => {
    const shelf = join(root, name);
    if (!existsSync(shelf)) return [];
    return readdirSync(shelf)
      .filter((entry) => !stays(entry) && (all || !isCurrent(entry)))
      .map((entry): PruneItem => {
        const path = join(shelf, entry);
        const why = isCurrent(entry) ? "can be made again" : reason;
        return { what: "folder", name: path, bytes: bytesIn(path), reason: why };
      });
  });
}

function shelves(): Shelf[] {
  const binaries = new Set(buildableVersions().flatMap((version) => nodeImageInputs(version).components.map(folderOf)));
  const archives = [`${rootFilesystemDigest()}.tar`, `haproxy-${loadBalancerDigest("haproxy")}.tar`, balancerArchive()];
  const kinds = new Set(knownKinds());
  const never = () => false;
  return [
    { name: "work", isCurrent: never, stays: never, reason: "left by a build that was broken off" },
    {
      name: "binaries",
      isCurrent: (entry) => binaries.has(entry),
      stays: never,
      reason: "built from other inputs than today's",
    },
    {
      name: "root-filesystem",
      isCurrent: (entry) => archives.includes(entry),
      stays: never,
      reason: "built from other inputs than today's",
    },
    {
      name: "kind",
      isCurrent: (entry) => kinds.has(entry),
      stays: (entry) => entry === KIND_VERSION,
      reason: "a kind that this version does not take",
    },
  ];
}

/** As `binariesFolder` calls it. */
function folderOf({ name, version, digest }: Component): string {
  return `${name}-${version}-${digest}`;
}

/** What files take, links not followed; what goes away meanwhile counts nothing. */
function bytesIn(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, entry) => sum + bytesIn(join(path, entry)), 0);
}
