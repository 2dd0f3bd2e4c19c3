/** What a new thing is called in each place. */
export interface Names {
  /** As in files and scenarios: "disk-full". */
  readonly name: string;
  /** As in code: "diskFull". */
  readonly identifier: string;
  /** As in sentences: "disk full". */
  readonly words: string;
}

/** How a new thing of one kind begins; the default export of a file in tools/skeletons named like the kind. */
export interface Skeleton {
  /** The files of it, the source first: paths from the project's folder, and their texts. */
  files(names: Names): Readonly<Record<string, string>>;
  /** What remains to be done before `npm run docs` and `npm run check`, one line each. */
  readonly next: readonly string[];
}
