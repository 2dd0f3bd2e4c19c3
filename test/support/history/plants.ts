import type { Rule } from "../../../src/analysis/history/finding.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { change, confirmed, isOver, objectOf, oneOf, type Plant, planted, writesThat } from "./plant.ts";
import { readBackPlants } from "./read-back-plants.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import { streamPlants } from "./stream-plants.ts";

/** A pair of an attempt and a write that was over before it. */
function afterWrite(run: SimulatedRun, operation: string, random: () => number, sameObject: boolean) {
  const writes = confirmed(run, "write");
  const pairs = confirmed(run, operation).flatMap((later) =>
    writes
      .filter((write) => isOver(write, later) && (!sameObject || objectOf(write) === objectOf(later)))
      .map((write) => ({ write, later })),
  );
  return oneOf(pairs, random);
}

/** An answer is given a revision that is less than that of a write which was over before it. */
function older(rule: Rule, operation: string, sameObject: boolean, lessBy: number): Plant {
  return planted(rule, (run, random) => {
    const pair = afterWrite(run, operation, random, sameObject);
    if (pair === undefined) return false;
    change(run, pair.later, { revision: (pair.write.revision ?? 0) - lessBy });
    return true;
  });
}

/** Every kind of contradiction, each planted into a run that has none. */
export const plants: Readonly<Record<string, Plant>> = {
  "a read that is older than a write": older("stale-read", "fresh-read", true, 1),
  "an object that is not found": planted("stale-read", (run, random) => {
    const pair = afterWrite(run, "fresh-read", random, true);
    if (pair === undefined) return false;
    change(run, pair.later, { outcome: "failed", error: "http-404", status: 404, revision: undefined });
    return true;
  }),
  "a read of an object that never changes, older than the last": planted("stale-read", (run, random) => {
    const reads = confirmed(run, "quorum-read");
    const later = oneOf(
      reads.filter((read) => reads.some((one) => isOver(one, read))),
      random,
    );
    if (later === undefined) return false;
    change(run, later, { revision: (later.revision ?? 0) - 1 });
    return true;
  }),
  "a write with the revision of one before": older("store-order", "write", false, 0),
  "a list that is older than a write": older("store-order", "consistent-list", false, 1),
  "two writes with one revision": planted("shared-revision", (run, random) => {
    const writes = confirmed(run, "write");
    const [one, other] = [oneOf(writes, random), oneOf(writes, random)];
    if (one === undefined || other === undefined || one === other) return false;
    change(run, one, { revision: other.revision });
    return true;
  }),
  "a revision of two objects": planted("shared-revision", (run, random) => {
    const read = oneOf(confirmed(run, "fresh-read"), random);
    const write = oneOf(
      confirmed(run, "write").filter((one) => objectOf(one) !== objectOf(read ?? one)),
      random,
    );
    if (read === undefined || write === undefined) return false;
    change(run, read, { revision: write.revision });
    return true;
  }),
  "a version with two contents": planted("unstable-value", (run, random) => {
    const reads = confirmed(run, "fresh-read");
    const later = oneOf(
      reads.filter((read) => reads.some((one) => one !== read && one.revision === read.revision)),
      random,
    );
    if (later === undefined) return false;
    change(run, later, { detail: `${objectOf(later)} 0` });
    return true;
  }),
  "a version that nobody can have made": planted("unexplained-change", (run, random) => {
    const written = confirmed(run, "write");
    const lost = new Set(writesThat(run, "unknown").map(objectOf));
    const known = new Set(run.samples.map(({ revision }) => revision));
    const reads = confirmed(run, "fresh-read").filter(
      (read) =>
        !lost.has(objectOf(read)) &&
        written.some((write) => objectOf(write) === objectOf(read) && (write.revision ?? 0) <= (read.revision ?? 0)),
    );
    const read = oneOf(reads, random);
    if (read === undefined) return false;
    let revision = (read.revision ?? 0) + 1;
    while (known.has(revision)) revision += 1;
    change(run, read, { revision });
    return true;
  }),
  ...readBackPlants,
  ...streamPlants,
};

/** A lease that ends though it was just granted or renewed: nobody finds it any more. */
export const leasePlants: Readonly<Record<string, Plant>> = {
  "a lease that is gone for one lane while another renews it": planted("early-expiry", (run, random) => {
    const answers = confirmed(run, "etcd-lease").toSorted((a, b) => a.started - b.started);
    const promises = answers.filter(({ detail = "" }) => /granted|renewed/.test(detail));
    const places = promises.flatMap((promise) => {
      const ofLease = answers.filter((one) => objectOf(one) === objectOf(promise));
      const inTime = (one: Sample) => isOver(promise, one) && one.ended < promise.started + 990;
      const own = ofLease.filter((one) => one.lane !== promise.lane && inTime(one));
      const [first, last] = [own[0], own.at(-1)];
      if (first === undefined || last === undefined || own.length < 3) return [];
      const isLong = last.started > Math.min(...own.map(({ ended }) => ended)) + 200;
      // Nothing else is told to the lane in between, and another finds the lease when that is over.
      const between = ofLease.filter((one) => one.lane === first.lane && one.started >= first.started);
      const isAlone = between.filter(({ started }) => started <= last.started).length === own.length;
      const ended = Math.max(...own.map((one) => one.ended));
      const isFound = promises.some(
        (one) => one.lane !== first.lane && objectOf(one) === objectOf(first) && one.ended > ended,
      );
      return isLong && isAlone && isFound ? [own] : [];
    });
    const own = oneOf(places, random);
    for (const answer of own ?? []) change(run, answer, { detail: `${objectOf(answer)} gone` });
    return own !== undefined;
  }),
  "a lease that ends before its time": planted("early-expiry", (run, random) => {
    const answers = confirmed(run, "etcd-lease").filter(({ detail = "" }) => !detail.endsWith("gone"));
    const ends = answers.flatMap((told) => {
      const later = answers.filter((one) => one !== told && objectOf(one) === objectOf(told) && one.ended > told.ended);
      const inTime = later.filter((one) => isOver(told, one) && one.ended < told.started + 990);
      const first = inTime.toSorted((a, b) => a.started - b.started)[0];
      const isSeen = first !== undefined && inTime.some(({ started }) => started > first.ended + 200);
      return told.detail?.includes("left") || !isSeen ? [] : [later];
    });
    const later = oneOf(ends, random);
    for (const answer of later ?? []) change(run, answer, { detail: `${objectOf(answer)} gone` });
    return later !== undefined;
  }),
};
