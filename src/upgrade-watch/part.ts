import type { Unread, UpgradePart } from "../model/upgrade-look.ts";

/** What one look at a part of a cluster showed: all rows that there are, and what could not be read of them. */
export interface Shown<Row> {
  readonly rows: readonly Row[];
  readonly unread: readonly Unread[];
}

/** A part of a cluster that is looked at again and again. */
export interface Part<Row> {
  readonly part: UpgradePart;
  /** By what rows are journaled. */
  readonly field: "nodes" | "servers" | "hindrances";
  /** How often, milliseconds; less often where a look takes long. */
  readonly everyMs: number;
  idOf(row: Row): string;
  /** Rejects where nothing could be read. */
  read(): Promise<Shown<Row>>;
}
