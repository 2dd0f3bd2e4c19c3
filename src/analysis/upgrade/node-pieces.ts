import type { NodeLook } from "../../model/upgrade-look.ts";
import type { Between } from "../../model/upgrade-report.ts";
import type { Moment } from "./histories.ts";
import { changeSigns, isHalfThrough, notWhole } from "./node-signs.ts";
import { earlier, heardBefore, Silences } from "./silences.ts";

/** A time in which a node was worked on without a rest. */
export interface Piece {
  readonly begin: Between;
  /** Undefined: it was not whole when it was last seen. */
  readonly end: Between | undefined;
  readonly before: NodeLook | undefined;
  readonly after: NodeLook | undefined;
  readonly signs: readonly string[];
  /** It was so when the node was first looked at, and nothing of it has changed. */
  readonly asFound: boolean;
}

interface Open extends Omit<Piece, "end" | "after"> {
  /** When it was last told that it is not whole; undefined: it was at the last moment. */
  readonly surelyUntil: number | null | undefined;
}

/** The pieces of one node in their order, from the moments of its history; what of it was not read is as before. */
export function piecesOf(moments: readonly Moment<NodeLook>[]): Piece[] {
  const pieces: Piece[] = [];
  const silences = new Silences();
  let open: Open | undefined;
  let seen: NodeLook | undefined;
  let wanted: readonly string[] = [];
  for (const [index, { at, state: told }] of moments.entries()) {
    const state = told && asBefore(told, seen);
    // Where it was there at the first look nothing has changed.
    const isFirst = index === 0 && at[0] === null;
    const missing = notWhole(state, wanted);
    const signs = [...(isFirst || state === undefined ? [] : changeSigns(seen, state)), ...missing];
    const since = silences.take(at, told, seen);
    const isNew = open === undefined;
    if (open === undefined && signs.length > 0) {
      const begin: Between = [told?.unheard ? earlier(since, heardBefore(at[0])) : since, at[1]];
      open = { begin, before: isFirst ? state : seen, signs, asFound: isFirst, surelyUntil: undefined };
    } else if (open !== undefined) open = goneOn(open, signs, at, notWhole(told, wanted).length > 0);
    if (state !== undefined) {
      seen = state;
      wanted = [...new Set([...wanted, ...(state.components ?? []).map(({ name }) => name)])];
    }
    // Whoever is gone for good needs no more work.
    const isOver = missing.length === 0 || (state === undefined && index === moments.length - 1);
    if (open === undefined || !isOver) continue;
    const { surelyUntil = at[0], ...piece } = open;
    const whole: Between = isNew ? piece.begin : [surelyUntil, at[1]];
    pieces.push({ ...piece, end: state === undefined ? at : whole, after: state, asFound: false });
    open = undefined;
  }
  if (open === undefined) return pieces;
  const { surelyUntil: _, ...piece } = open;
  return [...pieces, { ...piece, end: undefined, after: moments.at(-1)?.state && seen }];
}

/** What of a node was not told is as it was before: its static pods, and the kubelet of the same node. */
function asBefore(told: NodeLook, seen: NodeLook | undefined): NodeLook {
  const kubelet = told.kubelet === "" && told.uid === seen?.uid ? seen.kubelet : told.kubelet;
  return { ...told, kubelet, components: told.components ?? seen?.components };
}

function goneOn(open: Open, signs: readonly string[], at: Between, isSure: boolean): Open {
  const isAsBefore = signs.every((sign) => open.signs.includes(sign));
  // Who is whole at this moment was surely not so at the look before, unless that could not tell.
  const { surelyUntil = at[0] } = open;
  return {
    ...open,
    signs: [...open.signs, ...signs],
    asFound: open.asFound && isAsBefore,
    surelyUntil: isSure ? undefined : surelyUntil,
  };
}

/** A kubelet makes static pods and what stands for them in the API anew within this, milliseconds (its syncFrequency). */
const restMs = 60_000;
/** kubeadm waits so long for a static pod in its new version, milliseconds (timeouts.upgradeManifests). */
const halfThroughMs = 300_000;

/** The pieces of one node that are one work: with no more rest between them than such a work has. */
export function joined(pieces: readonly Piece[]): Piece[][] {
  const works: Piece[][] = [];
  for (const piece of pieces) {
    const last = works.at(-1)?.at(-1);
    if (last !== undefined && isOneWork(last, piece)) works.at(-1)?.push(piece);
    else works.push([piece]);
  }
  return works;
}

function isOneWork({ end, after }: Piece, { begin }: Piece): boolean {
  if (end === undefined) return true;
  return (begin[0] ?? 0) - end[1] <= (isHalfThrough(after) ? halfThroughMs : restMs);
}
