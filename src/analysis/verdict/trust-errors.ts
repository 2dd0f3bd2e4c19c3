import type { Sample } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { counted, describeCounts, listing } from "../statistics/format.ts";
import { countWords } from "../statistics/statistics.ts";
import { type Stretch, samplesIn } from "../timeline/stretches.ts";
import { assume } from "./assume.ts";

/** What a class says of who was met: whoever shows a certificate, or answers that a credential is none, is there. */
const reasons: Readonly<Record<string, string>> = {
  "tls-ca": "another authority signed the server's certificate",
  "tls-expired": "the server's certificate is outside its time",
  "tls-name": "the server's certificate is for another name",
  "http-401": "the server did not take the credentials",
};

/**
 * Whether an attempt failed because one side did not convince the other of who it is: no success, but no outage either.
 */
export function isTrustError(sample: Sample): boolean {
  return sample.error !== undefined && Object.hasOwn(reasons, sample.error);
}

/**
 * Where an attempt met a certificate or credential that did not convince, nothing is known of the cluster from it:
 * inconclusive at best. But for certificates that are over because a fault of the run had them end: that was wanted,
 * unless the attempt surely met a node that the fault did not hit.
 */
export function everyCertificateTrusted(facts: Facts): Assumption {
  const name = "every certificate and every credential convinced";
  const spans = expiredSpans(facts);
  const isWanted = (track: LaneTrack) => {
    const nodeOf = metNode(track, facts);
    return (sample: Sample) => {
      const node = nodeOf(sample);
      return sample.error === "tls-expired" && spans.some((span) => acts(span, sample) && isHit(span, node));
    };
  };
  const unconvinced = facts.tracks.map(({ samples }) => samples.filter(isTrustError));
  const met = facts.tracks.flatMap((track, index) => {
    const wanted = isWanted(track);
    return describeUnconvinced(track, unconvinced[index]?.filter((sample) => !wanted(sample)) ?? []);
  });
  if (met.length > 0) return assume(name, false, listing(met));
  const wanted = unconvinced.flat().length;
  const told =
    wanted === 0 ? "they did" : `they did, but for ${counted(wanted, "attempt")} that met what a fault let end`;
  return assume(name, true, told);
}

/** A time in which the certificates of some nodes, by their short names, were over. */
interface ExpiredSpan {
  readonly from: number;
  readonly to: number;
  readonly nodes: readonly string[];
}

/** When faults of the run had certificates that nodes show be over: from the injection to the proof of the healing. */
function expiredSpans(facts: Facts): ExpiredSpan[] {
  return facts.eventsOf("fault-intent").flatMap(({ id, expires, nodes }) => {
    const fault = facts.faults.find((one) => one.id === id);
    if (expires !== true || fault?.injectingAt === undefined) return [];
    return [{ from: fault.injectingAt, to: fault.healedAt ?? facts.endedAt, nodes }];
  });
}

function acts({ from, to }: ExpiredSpan, { started, ended }: Sample): boolean {
  return started <= to && ended >= from;
}

function isHit({ nodes }: ExpiredSpan, node: string | undefined): boolean {
  return node === undefined || nodes.includes(node);
}

/**
 * The short name of the node that an attempt of a lane met, by the certificate that was seen, or because the lane goes
 * straight there; undefined where a load balancer or a Service may have chosen any.
 */
function metNode({ lane: { via } }: LaneTrack, { backends, cluster }: Facts): (sample: Sample) => string | undefined {
  const direct = cluster?.nodes.find(({ short, role }) => short === via && role !== "load-balancer")?.short;
  return ({ backend }) => (backend === undefined ? undefined : backends[backend]) ?? direct;
}

/** What the lanes say of certificates and credentials in a stretch, a sentence for each lane. */
export function identityFindings(tracks: readonly LaneTrack[], stretch: Stretch): string[] {
  return tracks.flatMap((track) => {
    const met = samplesIn(track.samples, stretch).filter(isTrustError);
    const why = Object.keys(countWords(met.map((sample) => sample.error ?? ""))).map(
      (error) => reasons[error] ?? error,
    );
    return describeUnconvinced(track, met).map(
      (words) => `${words}: ${listing(why)}; that is no outage, whoever says so is there.`,
    );
  });
}

/** What has to be said beside the outages of some lanes; empty where everybody was convinced. */
export function trustRemark(tracks: readonly LaneTrack[], stretch: Stretch): string {
  const met = tracks.flatMap(({ samples }) => samplesIn(samples, stretch).filter(isTrustError));
  if (met.length === 0) return "";
  const errors = describeCounts(countWords(met.map((sample) => sample.error ?? "")));
  return `; ${counted(met.length, "attempt")} failed for a certificate or credential (${errors}), which is not held to be an outage`;
}

function describeUnconvinced({ lane, samples }: LaneTrack, met: readonly Sample[]): string[] {
  if (met.length === 0) return [];
  const errors = describeCounts(countWords(met.map((sample) => sample.error ?? "")));
  return [`${lane.id}: ${met.length} of ${counted(samples.length, "attempt")} (${errors})`];
}
