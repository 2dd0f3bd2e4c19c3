import { randomBytes } from "node:crypto";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { ClusterSpec } from "./cluster-spec.ts";
import type { Clusters, ClusterUser } from "./clusters.ts";
import type { Entrance, Taken } from "./entrance.ts";
import { namePrefix } from "./ownership.ts";

/** On which terms a cluster is leased. */
export interface LeaseTerms {
  /** The cluster's full name; else the name of one that fits, or one that is made up. */
  readonly name: string | undefined;
  /** Whether a cluster that is there already may be taken. */
  readonly reuse: boolean;
  /** Whether the cluster stays when the lease is disposed; one that was there before always does. */
  readonly keep: boolean;
  /** Told one line for a person: that a cluster is being deleted, or could not be. */
  tell(line: string): void;
}

/** What became of a cluster when its lease ended. */
export interface LeaseEnd {
  /** Name of the cluster, where it stays. */
  readonly kept?: string;
  /** Why it could not be deleted or released, where it could not; it was told already. */
  readonly problem?: string;
}

/**
 * The use of one cluster by one run, or by several in turn. It is there, and knows the cluster's name, before anything
 * of the cluster is: so whatever happens the cluster is deleted or kept as the terms say, and its claim is released.
 */
export class ClusterLease implements AsyncDisposable {
  readonly #clusters: Clusters;
  readonly #terms: LeaseTerms;
  #name: string | undefined;
  #wasThere = false;
  #givenUp = false;

  constructor(clusters: Clusters, terms: LeaseTerms) {
    this.#clusters = clusters;
    this.#terms = terms;
  }

  /** The name of the cluster that is claimed, of which something may exist; undefined while there is none. */
  get name(): string | undefined {
    return this.#name;
  }

  /** Whether the next run may take a cluster that is there already. */
  get mayReuse(): boolean {
    return this.#name !== undefined || this.#terms.reuse;
  }

  /** Whether a person wants the cluster to stay: it was there before, or the terms say so. */
  get isKept(): boolean {
    return this.#wasThere || this.#terms.keep;
  }

  /**
   * Says that what was broken in the cluster cannot be mended: it is deleted before the next run on this lease, or at its
   * end. Throws for one that is kept.
   */
  giveUp(): void {
    if (this.isKept) throw new Error(`${this.#name} is kept and cannot be given up`);
    this.#givenUp = true;
  }

  /**
   * Takes a cluster for a run: the one that an earlier run on this lease had, or one that fits where the terms allow
   * it, through the health gate; else a new one. Throws UsageError where the name is taken, PlatformError where a
   * cluster cannot be had.
   */
  async take<Session>(
    spec: ClusterSpec,
    user: ClusterUser,
    entrance: Entrance<Session>,
  ): Promise<Taken & { readonly session: Session }> {
    if (this.#givenUp) await this.#replaceGivenUp(user);
    const wanted = this.#name ?? this.#terms.name;
    const problems: string[] = [];
    for (const name of await this.#candidates(spec, wanted)) {
      if (!(await this.#clusters.claim(name, user.folder))) continue;
      if (this.#name !== name) this.#wasThere = true;
      this.#name = name;
      const entered = await entrance.enterKept(name);
      if ("session" in entered) return { session: entered.session, reused: true };
      user.signal.throwIfAborted();
      user.note(`${name} did not pass the health gate and is replaced: ${entered.problem}`);
      problems.push(entered.problem);
      await this.#remove(name);
    }
    const session = await this.#create(wanted ?? newName(spec), spec, user, entrance);
    return { session, reused: false, ...(problems.length === 0 ? {} : { replaced: problems.join("; ") }) };
  }

  /** Deletes the cluster, also one that was there before: the next run on this lease begins afresh. */
  async discard(): Promise<LeaseEnd> {
    this.#wasThere = false;
    return this.end(false);
  }

  /**
   * Ends the use of the cluster, which stays or is deleted; one that was there before stays. What goes wrong is told
   * and returned, not thrown.
   */
  async end(keep: boolean): Promise<LeaseEnd> {
    const name = this.#name;
    if (name === undefined) return {};
    this.#name = undefined;
    const stays = (keep || this.#wasThere) && !this.#givenUp;
    this.#givenUp = false;
    try {
      if (!stays) {
        this.#terms.tell(`deleting ${name}`);
        await this.#clusters.delete(name);
      }
      await this.#clusters.release(name, stays);
      return stays ? { kept: name } : {};
    } catch (error) {
      // What the runs showed stands; `clean` deletes what is left.
      const problem = messageOf(error);
      this.#terms.tell(`chaos: ${problem}`);
      return { problem };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end(this.#terms.keep);
  }

  async #replaceGivenUp({ note }: ClusterUser): Promise<void> {
    note(`${this.#name} was given up, because a fault could not be taken back: it is replaced`);
    const { problem } = await this.discard();
    if (problem !== undefined) throw new PlatformError("not-deleted", problem);
  }

  async #candidates(spec: ClusterSpec, wanted: string | undefined): Promise<readonly string[]> {
    if (!this.mayReuse) return [];
    const fitting = await this.#clusters.fitting(spec);
    return wanted === undefined ? fitting : fitting.filter((name) => name === wanted);
  }

  async #create<Session>(
    name: string,
    spec: ClusterSpec,
    user: ClusterUser,
    entrance: Entrance<Session>,
  ): Promise<Session> {
    await this.#clusters.mustBeFree(name);
    if (!(await this.#clusters.claim(name, user.folder))) throw new PlatformError("in-use", `another run uses ${name}`);
    this.#name = name;
    this.#wasThere = false;
    await this.#clusters.create(name, spec, user);
    return entrance.enter(name);
  }

  async #remove(name: string): Promise<void> {
    await this.#clusters.delete(name);
    await this.#clusters.release(name, false);
    this.#name = undefined;
    this.#wasThere = false;
  }
}

function newName({ topology }: ClusterSpec): string {
  return `${namePrefix}${topology.name}-${randomBytes(2).toString("hex")}`;
}
