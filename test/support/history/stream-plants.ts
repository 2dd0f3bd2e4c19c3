import type { WatchArrival } from "../../../src/model/watch.ts";
import { oneOf, type Plant } from "./plant.ts";
import type { SimulatedRun } from "./simulated-run.ts";

type Stream = SimulatedRun["watches"][number];

/** The places of events in a stream. */
function eventsIn({ arrivals }: Stream): number[] {
  return arrivals.flatMap(({ kind }, index) => (kind === "event" ? [index] : []));
}

function ofConfigMaps({ watches }: SimulatedRun): Stream[] {
  return watches.filter(({ lane }) => lane.operation === "watch");
}

/** The latest revision that a stream tells after a place, and that a list reads. */
function laterThan(arrivals: readonly WatchArrival[], place: number) {
  const after = arrivals.slice(place + 1);
  const most = (some: readonly WatchArrival[]) => some.reduce((sum, { revision = 0 }) => Math.max(sum, revision), 0);
  return { told: most(after), listed: most(after.filter(({ kind }) => kind === "listed")) };
}

/** What streams can do wrong. */
export const streamPlants: Readonly<Record<string, Plant>> = {
  "an event that comes twice": {
    rule: "watch-order",
    plant({ watches }, random) {
      const stream = oneOf(watches, random);
      const place = stream === undefined ? undefined : oneOf(eventsIn(stream), random);
      if (stream === undefined || place === undefined) return false;
      // At once, or later, also after it was resumed.
      const at = place + 1 + Math.floor(random() * (stream.arrivals.length - 1 - place));
      const again = stream.arrivals[place] as WatchArrival;
      stream.arrivals.splice(at, 0, { ...again, at: stream.arrivals[at - 1]?.at ?? again.at });
      return true;
    },
  },
  "two events in the wrong order": {
    rule: "watch-order",
    plant({ watches }, random) {
      const stream = oneOf(watches, random);
      const places = stream === undefined ? [] : eventsIn(stream);
      const first = Math.floor(random() * (places.length - 1));
      const [one, other] = [places[first], places[first + 1]];
      if (stream === undefined || one === undefined || other === undefined) return false;
      const [a, b] = [stream.arrivals[one], stream.arrivals[other]] as [WatchArrival, WatchArrival];
      stream.arrivals[one] = { ...a, revision: b.revision };
      stream.arrivals[other] = { ...b, revision: a.revision };
      return true;
    },
  },
  "an event that one stream leaves out": {
    rule: "watch-gap",
    plant(run, random) {
      const [stream, other] = ofConfigMaps(run) as [Stream, Stream];
      const places = eventsIn(stream).filter((place) => {
        const { revision = 0 } = stream.arrivals[place] as WatchArrival;
        const { told, listed } = laterThan(stream.arrivals, place);
        const isThere = other.arrivals.some((arrival) => arrival.kind === "event" && arrival.revision === revision);
        return isThere && told > revision && listed < revision;
      });
      const place = oneOf(places, random);
      if (place === undefined) return false;
      const { revision } = stream.arrivals[place] as WatchArrival;
      stream.arrivals = stream.arrivals.filter((arrival) => arrival.revision !== revision || arrival.kind !== "event");
      return true;
    },
  },
  "a pod that comes back": {
    rule: "came-back",
    plant({ watches }, random) {
      const streams = watches.filter(({ lane }) => lane.operation === "watch-pods");
      const last = Math.max(...streams.flatMap(({ arrivals }) => arrivals.map(({ revision = 0 }) => revision)));
      const stream = oneOf(
        streams.filter(({ arrivals }) => arrivals.some(({ object }) => object?.gone === true)),
        random,
      );
      const gone = stream?.arrivals.find(({ object }) => object?.gone === true);
      if (stream === undefined || gone === undefined) return false;
      const at = stream.arrivals.at(-1)?.at ?? 0;
      const back = { at, kind: "event" as const, revision: last + 1, object: { ...gone.object, gone: false } };
      stream.arrivals.splice(-1, 0, back);
      return true;
    },
  },
};
