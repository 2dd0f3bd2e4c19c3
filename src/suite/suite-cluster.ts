import type { Engine } from "../host/engine.ts";
import { messageOf } from "../model/errors.ts";
import { endCluster } from "../run/cluster-end.ts";
import type { Executed } from "../run/execution.ts";

/** After so many failures in a row to bring it up, a cluster is given up; one alone may be chance. */
const creationTries = 2;

/** The cluster that the runs of one group share. */
export class SuiteCluster {
  /** Its name, as soon as anything of it may exist. */
  name: string | undefined;
  #wasThere = false;
  #failures = 0;
  readonly #engine: Engine;
  readonly #kind: string;

  constructor(engine: Engine, kind: string) {
    this.#engine = engine;
    this.#kind = kind;
  }

  /** Whether no more runs should wait for it to come up. */
  get givenUp(): boolean {
    return this.#failures >= creationTries;
  }

  /** Learns from a run how it came to its cluster. What never stood is deleted, so that the next run begins afresh. */
  async used({ taken, end }: Pick<Executed, "taken" | "end">, first: boolean): Promise<void> {
    if (taken !== undefined) {
      this.#failures = 0;
      this.#wasThere = taken.reused && (first || this.#wasThere);
    } else if (end === "failed") {
      this.#failures++;
      this.#wasThere = false;
      await this.end(false);
    }
  }

  /** Ends the use of the cluster. One that was there before the suite stays; answers the name of one that stays. */
  async end(keep: boolean): Promise<string | undefined> {
    const { name } = this;
    if (name === undefined) return undefined;
    this.name = undefined;
    const stays = keep || this.#wasThere;
    try {
      await endCluster(this.#engine, this.#kind, name, stays);
      return stays ? name : undefined;
    } catch (error) {
      // What the runs showed stands, and the next cluster is another one; `clean` deletes what is left of this.
      process.stderr.write(`chaos: ${messageOf(error)}\n`);
      return undefined;
    }
  }
}
