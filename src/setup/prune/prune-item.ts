/** Something that setup made or pulled and that nothing uses, or the folder of an old run. */
export interface PruneItem {
  readonly what: "image" | "folder" | "run";
  /** The image's name on the engine, or the path. */
  readonly name: string;
  /** How much room it takes, bytes; layers that images share are counted in each. */
  readonly bytes: number;
  /** Why nothing uses it. */
  readonly reason: string;
}

/** What became of an item: nothing yet, gone, or why it is still there. */
export interface PrunedItem extends PruneItem {
  readonly outcome: "found" | "removed" | "kept";
  /** Why it was kept; empty otherwise. */
  readonly detail: string;
}
