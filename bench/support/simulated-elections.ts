import { ascending, quantile } from "../../src/analysis/statistics/statistics.ts";
import { quorumOf } from "../../src/model/cluster.ts";
import { createRandom } from "../../src/model/random.ts";

/** etcd's defaults: a tick for each heartbeat, and an election timeout of ten (etcd server/embed/config.go). */
const [tickMs, electionTicks] = [100, 10];

/** What so many elections came to, milliseconds from the leader's death to the next leader. */
export interface SimulatedElections {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Share of elections in which nobody got a majority the first time. */
  readonly again: number;
  /** The part of that share in which too few would vote yet: they may still hear the old leader. */
  readonly tooEarly: number;
}

/** A member that is left. */
interface Member {
  /** Where in a tick its clock is, milliseconds. */
  readonly phase: number;
  /** When it asks for votes. */
  fires: number;
}

/**
 * Elections of raft among the members that a dead leader leaves: each asks for votes after one to two election timeouts of
 * its own, at random and anew each time (raft's randomizedElectionTimeout); nobody votes for another while it may still
 * hear the old leader (CheckQuorum's lease: one election timeout of its own clock, whose ticks begin when they like), nor
 * while it asks itself. So who asks as early as it may comes too early for those whose clocks tick after its own: that is
 * why most of the first rounds fail that do, and the more members there are, the sooner the first of them asks. A vote
 * takes two ways over the network.
 */
export function simulateElections(members: number, count: number, rttMs = 5, seed = 1): SimulatedElections {
  const random = createRandom(seed);
  const timeout = () => electionTicks + Math.floor(random() * electionTicks);
  let [again, tooEarly] = [0, 0];
  const one = (): number => {
    const sinceHeartbeat = random() * tickMs;
    const left = Array.from({ length: members - 1 }, (): Member => {
      const phase = random() * tickMs;
      return { phase, fires: phase + (timeout() - 1) * tickMs };
    });
    for (let round = 0; ; round++) {
      const first = Math.min(...left.map(({ fires }) => fires));
      const asking = left.filter(({ fires }) => fires - first <= rttMs);
      const free = left.filter((one) => !asking.includes(one) && first - one.phase >= (electionTicks - 1) * tickMs);
      const isEnough = 1 + free.length >= quorumOf(members);
      // Who asks at the same time votes for itself, and the votes of the others are taken to be split: nobody wins.
      if (isEnough && asking.length === 1) return first + 2 * rttMs - sinceHeartbeat;
      if (round === 0) again++;
      if (round === 0 && !isEnough && asking.length === 1) tooEarly++;
      for (const member of asking) member.fires += timeout() * tickMs;
    }
  };
  const times = ascending(Array.from({ length: count }, one));
  return {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    max: times.at(-1) ?? 0,
    again: again / count,
    tooEarly: tooEarly / count,
  };
}

/** The same of several numbers of members, as rows of a table. */
export function simulatedRows(sizes: readonly number[], count: number): Record<string, object> {
  const second = (ms: number) => (ms / 1_000).toFixed(2);
  const percent = (share: number) => (share * 100).toFixed(1);
  return Object.fromEntries(
    sizes.map((members) => {
      const { p50, p95, max, again, tooEarly } = simulateElections(members, count);
      const row = { "p50, s": second(p50), "p95, s": second(p95), "max, s": second(max) };
      const failed = { "no majority at first, %": percent(again), "of it too early, %": percent(tooEarly) };
      return [`${members} members, simulated`, { ...row, ...failed }];
    }),
  );
}
