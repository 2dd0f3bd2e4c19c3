/** What is wrong in a kind file: where, as a path of keys, in which line where that is known better, and why. */
export class KindFileProblem extends Error {
  readonly path: readonly PropertyKey[];
  readonly line: number | undefined;

  constructor(path: readonly PropertyKey[], reason: string, line?: number) {
    super(reason);
    this.path = path;
    this.line = line;
  }
}
