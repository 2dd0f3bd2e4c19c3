import { randomBytes } from "node:crypto";
import { namePrefix } from "../host/docker/own-containers.ts";
import { messageOf, PlatformError, UsageError } from "../model/errors.ts";
import type { ClusterSpec } from "./cluster-spec.ts";
import type { Clusters, ClusterUser } from "./clusters.ts";
import type { Entrance, Taken } from "./entrance.ts";
import type { LeaseEnd, LeaseTerms } from "./lease-terms.ts";

/** A cluster that is claimed: this lease has made it, has entered one that was there, or does not know that one yet. */
interface Held {
  readonly name: string;
  readonly how: "made" | "entered" | "found";
}

/**
 * The use of one cluster by one run, or by several in turn. It is there, and knows the cluster's name, before anything
 * of the cluster is: so whatever happens the cluster is deleted or kept as the terms say, and its claim is released. It
 * deletes what it has made and nothing else.
 */
export class ClusterLease implements AsyncDisposable {
  readonly #clusters: Clusters;
  readonly #terms: LeaseTerms;
  #held: Held | undefined;
  /** Whether a run has worked on it: what goes wrong from then on is no mistake of the person's. */
  #wasUsed = false;
  #givenUp = false;

  constructor(clusters: Clusters, terms: LeaseTerms) {
    this.#clusters = clusters;
    this.#terms = terms;
  }

  /** The name of the cluster that is claimed, of which something may exist; undefined while there is none. */
  get name(): string | undefined {
    return this.#held?.name;
  }

  /** Whether the next run may take a cluster that is there already. */
  get mayReuse(): boolean {
    return this.#held !== undefined || this.#terms.reuse;
  }

  /** Whether a person wants the cluster to stay: it was there before, or the terms say so. */
  get isKept(): boolean {
    return (this.#held !== undefined && this.#held.how !== "made") || this.#terms.keep;
  }

  /**
   * Says that what was broken in the cluster cannot be mended: it is deleted before the next run on this lease, or at its
   * end. Throws for one that is kept.
   */
  giveUp(): void {
    if (this.isKept) throw new Error(`${this.name} is kept and cannot be given up`);
    this.#givenUp = true;
  }

  /**
   * Takes a cluster for a run: the one that an earlier run on this lease had, or one that fits where the terms allow
   * it, through the health gate; else a new one. One that this lease has made and that does not pass the gate is
   * replaced; one that was there before stays as it is, with a new one beside it; one of an upgrade that has begun is not
   * replaced: a new one would be of the old version. Throws UsageError where the name is taken, or is that of one that
   * does not pass, PlatformError where a cluster cannot be had.
   */
  async take<Session>(
    spec: ClusterSpec,
    user: ClusterUser,
    entrance: Entrance<Session>,
  ): Promise<Taken & { readonly session: Session }> {
    if (this.#givenUp && isInUpgrade(spec)) throw this.#leftInUpgrade();
    if (this.#givenUp) await this.#replaceGivenUp(user);
    const problems: string[] = [];
    let name = this.#terms.name;
    for (const candidate of await this.#candidates(spec)) {
      if (!(await this.#claimed(candidate, user))) continue;
      const entered = await entrance.enterKept(candidate);
      if ("session" in entered) {
        this.#wasUsed = true;
        if (this.#held?.how === "found") this.#held = { name: candidate, how: "entered" };
        return { session: entered.session, reused: true };
      }
      user.signal.throwIfAborted();
      problems.push(entered.problem);
      if (isInUpgrade(spec)) break;
      if (this.#held?.how === "made") name = await this.#remove(candidate, entered.problem, user);
      else await this.#passOver(candidate, entered.problem, user);
    }
    if (isInUpgrade(spec)) throw noneUpgraded(this.name, problems);
    const session = await this.#create(name ?? newName(spec), spec, user, entrance);
    return { session, reused: false, ...(problems.length === 0 ? {} : { replaced: problems.join("; ") }) };
  }

  /** Deletes the cluster that this lease has made, or leaves the one that was there: the next run begins afresh. */
  async discard(): Promise<LeaseEnd> {
    return this.end(false);
  }

  /**
   * Ends the use of the cluster, which stays or is deleted; one that was there before stays. What goes wrong is told
   * and returned, not thrown.
   */
  async end(keep: boolean): Promise<LeaseEnd> {
    const held = this.#held;
    if (held === undefined) return {};
    this.#held = undefined;
    const { name, how } = held;
    const stays = how !== "made" || (keep && !this.#givenUp);
    this.#givenUp = false;
    try {
      if (!stays) {
        this.#terms.tell(`deleting ${name}`);
        await this.#delete(name);
      }
      await this.#clusters.release(name, how === "found" ? "as it was" : stays ? "kept" : "gone");
      return stays && this.#clusters.givesBack !== true ? { kept: name } : {};
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

  /** Whoever asks why an upgrade ended there wants to look at it: it may be kept again. */
  #leftInUpgrade(): PlatformError {
    this.#givenUp = false;
    return noneUpgraded(this.name, ["a fault could not be taken back"]);
  }

  async #replaceGivenUp({ note }: ClusterUser): Promise<void> {
    note(`${this.name} was given up, because a fault could not be taken back: it is replaced`);
    const { problem } = await this.discard();
    if (problem !== undefined) throw new PlatformError("not-deleted", problem);
  }

  async #candidates(spec: ClusterSpec): Promise<readonly string[]> {
    if (!this.mayReuse) return [];
    const wanted = this.#held?.name ?? this.#terms.name;
    const fitting = await this.#clusters.fitting(spec);
    return wanted === undefined ? fitting : fitting.filter((name) => name === wanted);
  }

  /** Whether this lease has it now; throws UsageError where another has the one that was named. */
  async #claimed(name: string, { folder }: ClusterUser): Promise<boolean> {
    if (await this.#clusters.claim(name, folder, true)) {
      if (this.#held?.name !== name) this.#held = { name, how: "found" };
      return true;
    }
    if (name === this.#terms.name) throw new UsageError(`another process uses ${name}: wait until it is over`);
    return false;
  }

  /** Deletes the cluster that this lease has made, for a new one of its name. */
  async #remove(name: string, problem: string, { note }: ClusterUser): Promise<string> {
    note(`${name} did not pass the health gate and is replaced: ${problem}`);
    await this.#delete(name);
    await this.#clusters.release(name, "gone");
    this.#held = undefined;
    return name;
  }

  /** What is half deleted when this process dies is kept by nobody any more. */
  async #delete(name: string): Promise<void> {
    if (this.#terms.keep) await this.#clusters.keep(name, false);
    await this.#clusters.delete(name);
  }

  /** Leaves a cluster that was there before. */
  async #passOver(name: string, problem: string, { note }: ClusterUser): Promise<void> {
    this.#held = undefined;
    // What keeps it from being given back must not hide why it was not fit.
    const notBack = await this.#clusters.release(name, "as it was").then(() => "", messageOf);
    if (name === this.#terms.name) {
      const orDeletes = this.#clusters.givesBack === true ? "" : ", with --all it deletes it";
      const instead = `"npx kind-chaos clean --cluster ${name}" mends what it can${orDeletes}`;
      const why = notBack === "" ? problem : `${problem}; ${notBack}`;
      const refusal = `${name} is not fit to be used again and stays as it is: ${why}; ${instead}`;
      throw this.#wasUsed ? new PlatformError("not-fit", refusal) : new UsageError(refusal);
    }
    note(`${name} did not pass the health gate and stays as it is, a new cluster is made beside it: ${problem}`);
  }

  async #create<Session>(
    name: string,
    spec: ClusterSpec,
    user: ClusterUser,
    entrance: Entrance<Session>,
  ): Promise<Session> {
    await this.#clusters.mustBeFree(name);
    if (!(await this.#clusters.claim(name, user.folder, false)))
      throw new PlatformError("in-use", `another run uses ${name}`);
    this.#held = { name, how: "made" };
    await this.#clusters.create(name, spec, user);
    // Whoever is killed from here on leaves a whole cluster, which somebody wanted.
    if (this.#terms.keep) await this.#clusters.keep(name, true);
    return entrance.enter(name);
  }
}

function isInUpgrade({ upgraded = {} }: ClusterSpec): boolean {
  return Object.keys(upgraded).length > 0;
}

function noneUpgraded(name: string | undefined, problems: readonly string[]): PlatformError {
  const why = problems.length === 0 ? "none is there" : `${name} is not: ${problems.join("; ")}`;
  return new PlatformError("no-upgraded-cluster", `a whole cluster in the middle of its upgrade is needed, and ${why}`);
}

/** With kind's longest ending, "-external-load-balancer", a name of this length is still a host's, of 63 characters. */
const mostOfTopology = 30;

/** A topology's file may have any name; that of a cluster has small letters, digits and dashes. */
function newName({ topology }: ClusterSpec): string {
  const plain = topology.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, mostOfTopology);
  return `${namePrefix}${plain.replace(/^-|-$/g, "") || "cluster"}-${randomBytes(2).toString("hex")}`;
}
