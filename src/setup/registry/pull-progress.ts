/** How many of an image's layers are there. */
export interface LayerCount {
  readonly done: number;
  readonly all: number;
}

const LAYER = /^([0-9a-f]{12}): (.+)$/;
const COMPLETE = /^(?:Pull complete|Already exists)/;

/** Counts layers by the lines that `docker pull` prints where its output is no terminal. */
export class PullProgress {
  readonly #layers = new Map<string, boolean>();

  /** Takes a line; returns the count where it changed by it. */
  next(line: string): LayerCount | undefined {
    const [, layer, state] = LAYER.exec(line.trim()) ?? [];
    if (layer === undefined || state === undefined) return undefined;
    const before = this.#layers.get(layer);
    const complete = COMPLETE.test(state) || before === true;
    if (before === complete) return undefined;
    this.#layers.set(layer, complete);
    return { done: [...this.#layers.values()].filter(Boolean).length, all: this.#layers.size };
  }
}

/** Whether a line shows that the registry has answered: the engine has the image's manifest. */
export function isAnswer(line: string): boolean {
  return /Pulling from /.test(line) || LAYER.test(line.trim());
}
