import { messageOf } from "../../src/model/errors.ts";
import { mark, unmark } from "./means/mark.ts";
import type { Ground, Sabotage, TakeBack } from "./sabotage.ts";

/**
 * What a sabotage struck, and how it is taken back. The cluster is marked before the first strike and until all is taken
 * back, so that nobody takes it for a sound one; a strike that broke off in the middle leaves the mark.
 */
export class Strikes {
  readonly #ground: Pick<Ground, "engine" | "cluster">;
  readonly #takeBacks: TakeBack[] = [];
  #isMarked = false;
  /** Strikes that began and did not end well, or cannot. */
  #open: number;

  /** `ruins`: what is struck cannot be taken back as a whole, and the cluster stays marked. */
  constructor(ground: Pick<Ground, "engine" | "cluster">, { ruins }: Pick<Sabotage, "ruins"> = {}) {
    this.#ground = ground;
    this.#open = Number(ruins ?? false);
  }

  /** Strikes; what it returns is done when the strike is taken back. Throws what the strike throws. */
  async strike(work: () => Promise<TakeBack | undefined>): Promise<void> {
    this.#open += 1;
    if (!this.#isMarked) await mark(this.#ground.engine, this.#ground.cluster);
    this.#isMarked = true;
    const takeBack = await work();
    if (takeBack !== undefined) this.#takeBacks.push(takeBack);
    this.#open -= 1;
  }

  /** Takes all back, the last first, whatever comes of the others; what failed is told, and leaves the mark. */
  async takeBack(): Promise<void> {
    for (const takeBack of this.#takeBacks.splice(0).toReversed()) {
      this.#open += 1;
      await takeBack().then(() => {
        this.#open -= 1;
      }, tellFailure);
    }
    if (this.#isMarked && this.#open === 0) await unmark(this.#ground.engine, this.#ground.cluster).catch(tellFailure);
  }
}

function tellFailure(error: unknown): void {
  process.stderr.write(`a sabotage was not taken back: ${messageOf(error)}\n`);
}
