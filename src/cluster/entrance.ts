/** How a cluster that stands is entered. */
export interface Entrance<Session> {
  /** Opens the ways into a new cluster. */
  enter(name: string): Promise<Session>;
  /** Opens the ways into one that was there before, where it is healthy. */
  enterKept(name: string): Promise<{ readonly session: Session } | { readonly problem: string }>;
}

/** How a run came to its cluster. */
export interface Taken {
  /** Whether it was there before. */
  readonly reused: boolean;
  /** Why clusters that were there before were not taken, and replaced where the same call had made them. */
  readonly replaced?: string;
}
