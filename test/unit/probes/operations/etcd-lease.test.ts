import { afterAll, beforeAll, expect, test } from "vitest";
import { leaseLifetimes } from "../../../../src/analysis/history/lease-lifetimes.ts";
import type { Lane } from "../../../../src/model/lane.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import { judgeAnswer } from "../../../../src/probes/attempts/answer.ts";
import type { HttpOperation } from "../../../../src/probes/operation.ts";
import etcdLease from "../../../../src/probes/operations/etcd-lease.ts";
import { type EtcdLeases, startEtcdLeases } from "../../../support/etcd-leases.ts";
import { writeLane } from "../../../support/lane-track.ts";

const operation: HttpOperation = etcdLease;
const members = ["control-plane", "control-plane2", "control-plane3"];
const lanes = members.map((via, index): Lane => {
  const id = `etcd-lease/${via}/reused`;
  return { ...writeLane, index, id, operation: "etcd-lease", via, periodMs: 2_000, seed: 4_000_000_000 + index };
});
const whole = [{ from: 0, to: Number.POSITIVE_INFINITY }];

let etcd: EtcdLeases;
beforeAll(async () => {
  etcd = await startEtcdLeases();
});
afterAll(() => etcd.close());

/** Makes an attempt of a lane at its time, and the sample of what came of it. */
async function attempt(lane: Lane, number: number, startMs: number): Promise<Sample> {
  const { path, body = "", method } = operation.request(lane, number, "none", lanes);
  etcd.nowMs = startMs + number * lane.periodMs + lane.index * 100;
  const answer = await fetch(`${etcd.url}${path}`, { method, body });
  const judged = judgeAnswer(operation, { status: answer.status, body: await answer.text(), reusable: true });
  const times = { scheduled: etcd.nowMs, started: etcd.nowMs, ended: etcd.nowMs + 1 };
  return { lane: lane.index, number, ...times, connection: 1, status: answer.status, ...judged };
}

/** Attempts of all lanes in the order of their times; `before` may do something to etcd before one. */
async function attempts(
  count: number,
  startMs: number,
  before: (number: number) => void = () => {},
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let number = 0; number < count; number += 1) {
    before(number);
    for (const lane of lanes) samples.push(await attempt(lane, number, startMs));
  }
  return samples;
}

function judged(samples: readonly Sample[]) {
  const tracks = lanes.map((lane) => {
    const all = samples.filter((sample) => sample.lane === lane.index);
    return { lane, all, samples: all };
  });
  return leaseLifetimes(tracks, whole, 1_000);
}

test("every lane's leases are kept through all members, each as long as its turn lasts", async () => {
  const samples = await attempts(60, 0);
  const words = Object.groupBy(samples, ({ detail = "" }) => detail.split(" ")[1] ?? "");
  expect(samples.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
  expect(samples.filter(({ detail, lane, number }) => operation.isDetail?.(detail, lane, number) === false)).toEqual(
    [],
  );
  // Two minutes: each of three lanes gets a lease at once, and the next each minute of its own.
  expect(words.granted?.length).toBe(8);
  expect(Math.min(words.renewed?.length ?? 0, words.left?.length ?? 0)).toBeGreaterThan(70);
  const lanesOf = Map.groupBy(samples, ({ detail = "" }) => detail.split(" ")[0]);
  expect([...lanesOf.values()].filter((of) => new Set(of.map(({ lane }) => lane)).size === 3).length).toBeGreaterThan(
    4,
  );
  expect(judged(samples)).toMatchObject({ findings: [] });
  expect(judged(samples).compared).toBeGreaterThan(150);
});

test("each lane looks at every lease and renews every one, however many lanes there are", () => {
  for (const count of [1, 2, 3, 4, 5]) {
    const some = Array.from({ length: count }, (_, index) => ({ ...(lanes[0] as Lane), index, seed: 9 + index }));
    const asked = new Set(
      some.flatMap((lane) =>
        Array.from({ length: 4 * count }, (_, number) => {
          const { path, body = "" } = operation.request({ ...lane, periodMs: 200 }, number + 1, "none", some);
          return path.endsWith("grant") ? "" : `${lane.index} ${path} ${Math.floor(JSON.parse(body).ID / 2 ** 20)}`;
        }),
      ),
    );
    asked.delete("");
    expect([count, asked.size]).toEqual([count, 2 * count * count]);
  }
});

test("leases that end before their time are found", async () => {
  const samples = await attempts(30, 1_000_000, (number) => {
    if (number === 12) etcd.forget();
  });
  const { findings } = judged(samples);
  expect(findings.map(({ rule }) => rule)).toContain("early-expiry");
  expect(findings[0]?.text).toMatch(/^lease \d+ told to be gone by etcd-lease\/\S+, .* before its end, and by \S+ /);
});

test("a lease is asked for by an id that fits into a JSON number, unlike those of other lanes and turns", () => {
  const ids = lanes.flatMap((lane) =>
    [0, 5_000, 500_000].map(
      (number) => JSON.parse(operation.request(lane, number, "", [lane]).body ?? "").ID as string,
    ),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !(Number.isSafeInteger(Number(id)) && Number(id) > 0))).toEqual([]);
});

test("what a stream answers instead of a lease is no success", () => {
  const error = JSON.stringify({ error: { grpc_code: 14, message: "etcdserver: no leader" } });
  expect(() => operation.read(error)).toThrow();
  const down = { status: 503, body: JSON.stringify({ code: 14, message: "etcdserver: no leader" }), reusable: true };
  expect(judgeAnswer(operation, down)).toEqual({ outcome: "unknown", error: "http-503:no-leader" });
});

test("a lease with less than a second is there, of one that is overdue nobody knows", () => {
  const header = { revision: "1" };
  const read = (answer: object) => operation.read(JSON.stringify({ header, ID: "7", ...answer })).detail;
  expect(read({ grantedTTL: "10" })).toBe("7 left 0");
  expect(read({ TTL: "-1", grantedTTL: "10" })).toBe("7 overdue");
  expect(read({ TTL: "-1" })).toBe("7 gone");
  expect(read({ TTL: "10" })).toBe("7 granted 10");
});
