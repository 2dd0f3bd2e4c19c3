import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "../src/model/errors.ts";
import { unknownName } from "../src/scenario/nearest-names.ts";

/** A file that `npm run new` writes, by its path in the project. */
export interface SkeletonFile {
  readonly file: string;
  readonly text: string;
}

/** How a kind of thing begins; the default export of a file in tools/skeletons named like the kind. */
export interface Skeleton {
  /** One line for --help: what it writes besides the thing itself. */
  readonly summary: string;
  /** The files of a new thing; the first is the thing, the others its test and what must use it. */
  files(name: string): readonly SkeletonFile[];
}

const folder = join(import.meta.dirname, "skeletons");

/** Every kind that has a skeleton, in alphabetical order. */
export const kinds = readdirSync(folder)
  .map((file) => basename(file, ".ts"))
  .toSorted();

/** The skeleton of a kind; throws UsageError with the nearest kinds. */
export async function loadSkeleton(kind: string): Promise<Skeleton> {
  if (!kinds.includes(kind)) throw unknownName("kind", kind, kinds);
  const module: { default: Skeleton } = await import(pathToFileURL(join(folder, `${kind}.ts`)).href);
  return module.default;
}

/**
 * Returns what a new thing consists of, for a project in a folder; throws UsageError for an unknown kind, for a name that
 * is none, and where one of its files is there already.
 */
export async function newFiles(kind: string, name: string, project: string): Promise<readonly SkeletonFile[]> {
  const skeleton = await loadSkeleton(kind);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name))
    throw new UsageError(`"${name}" is no name: two or more words in small letters with dashes, such as my-${kind}`);
  const files = skeleton.files(name);
  const taken = files.find(({ file }) => existsSync(join(project, file)));
  if (taken !== undefined) throw new UsageError(`${taken.file} is there already: choose another name`);
  return files;
}

/** The name of the function for a thing: "my-thing" is myThing. */
export function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The name as words: "my-thing" is "my thing". */
export function words(name: string): string {
  return name.replaceAll("-", " ");
}
