import type { Engine } from "../host/engine.ts";
import { type ClaimEnd, claimCluster, noteKept, releaseClaim } from "./claims.ts";
import { type ClusterSpec, labelsOf } from "./cluster-spec.ts";
import { createCluster } from "./creation.ts";
import { deleteCluster } from "./deletion.ts";
import { mustBeFree, ownedClusters } from "./ownership.ts";

/** For whom a cluster is taken: the claim names the run's folder, a creation ends with its signal. */
export interface ClusterUser {
  /** The run's own folder: kind's log goes there. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Told what a person should know of the cluster's coming to be. */
  note(text: string): void;
}

/** What a lease does with clusters; names are whole, with the harness's prefix. */
export interface Clusters {
  /** True where they are a person's own: none is deleted by anybody, and a released one is as it was before. */
  readonly givesBack?: true;
  /** Names of the clusters on the engine that were made for the same specification. */
  fitting(spec: ClusterSpec): Promise<readonly string[]>;
  /** Throws UsageError when anything has the name already. */
  mustBeFree(name: string): Promise<void>;
  /** Takes a cluster that is there or is to be made for this process; false when another living process has it. */
  claim(name: string, folder: string, isThere: boolean): Promise<boolean>;
  /** Says, while this process uses it, whether a cluster stays whatever becomes of the process. */
  keep(name: string, stays: boolean): Promise<void>;
  /** Ends this process's use of a cluster. */
  release(name: string, end: ClaimEnd): Promise<void>;
  /** Creates a cluster; throws PlatformError and leaves what there is of it. */
  create(name: string, spec: ClusterSpec, user: ClusterUser): Promise<void>;
  /** Deletes a cluster with all that belongs to it; one that is gone already is fine. */
  delete(name: string): Promise<void>;
}

/** The clusters of an engine; `kind` is the path of the kind that deletes them. */
export function clustersOn(engine: Engine, kind: string): Clusters {
  return {
    fitting: async (spec) => {
      const labels = Object.entries(labelsOf(spec));
      const owned = await ownedClusters(engine);
      return owned.filter((one) => labels.every(([key, value]) => one.labels[key] === value)).map(({ name }) => name);
    },
    mustBeFree: (name) => mustBeFree(engine, name),
    claim: async (name, folder, isThere) => claimCluster(name, { folder, isThere, engine: await engine.identity() }),
    keep: noteKept,
    release: releaseClaim,
    create: (name, spec, { folder, signal, note }) => {
      const { nodeImage, kubernetes, config, afterCreate, balancerImage } = spec;
      return createCluster(engine, {
        name,
        kind: spec.kind,
        nodeImage,
        kubernetes,
        config,
        ...(balancerImage === undefined ? {} : { balancerImage }),
        ...(afterCreate === undefined ? {} : { afterCreate }),
        folder,
        labels: labelsOf(spec),
        signal,
        note,
      });
    },
    delete: (name) => deleteCluster(engine, kind, name),
  };
}
