/** Stories are made-up runs that guarantees are tried with: a mutant of one shows nothing of what judges. */
const reason = "made-up runs, which judge nothing";

/**
 * What keeps Stryker from mutating the stories of guarantees: the functions of that name.
 * @type {readonly { kind: "Ignore"; name: string; value: { shouldIgnore(path: unknown): string | undefined } }[]}
 */
export const strykerPlugins = [
  {
    kind: "Ignore",
    name: "stories",
    value: {
      shouldIgnore: (path) =>
        path.isFunctionDeclaration?.() === true && path.node.id?.name === "stories" ? reason : undefined,
    },
  },
];
