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
