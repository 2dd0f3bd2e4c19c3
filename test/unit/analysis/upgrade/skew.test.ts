import fc from "fast-check";
import { expect, test } from "vitest";
import { historiesOf, type Looks } from "../../../../src/analysis/upgrade/histories.ts";
import { serverVersions } from "../../../../src/analysis/upgrade/server-versions.ts";
import { skewBreaches } from "../../../../src/analysis/upgrade/skew.ts";
import type { NodeLook, ServerLook } from "../../../../src/model/upgrade-look.ts";
import type { ServerVersions, SkewBreach } from "../../../../src/model/upgrade-report.ts";
import { minorsBetween, type Version, versionOf } from "../../../../src/model/version.ts";
import { controlPlaneLook, lookAt, nodeLook, serversAt } from "../../../support/upgrade-looks.ts";

const read = (looks: Looks) => {
  const nodes = historiesOf<NodeLook>(looks, {
    ...{ part: "nodes", rows: (look) => look.nodes, idOf: ({ node }) => node },
  });
  const servers = historiesOf<ServerLook>(looks, {
    ...{ part: "api-servers", rows: (look) => look.servers, idOf: ({ server }) => server },
  });
  return { nodes, servers: serverVersions(servers, nodes) };
};
const skewSeenUntil = (until: number, ...looks: Looks): SkewBreach[] => {
  const { nodes, servers } = read(looks);
  return skewBreaches(servers, nodes, until);
};
const skew = (...looks: Looks): SkewBreach[] => skewSeenUntil(Number.POSITIVE_INFINITY, ...looks);
const versions = (...looks: Looks): ServerVersions[] => read(looks).servers.map(({ told: _, ...row }) => row);
const a36 = { server: "a", version: "v1.36.4" };
const a37 = { server: "a", version: "v1.37.0" };
const kubelet = (at: number, version: string, previousAt?: number | null) =>
  lookAt(at, { nodes: [nodeLook("w", { kubelet: version })] }, previousAt);

test("API servers may be one minor version apart, and no more", () => {
  const begin = serversAt(
    1_000,
    [
      { server: "a", version: "v1.35.9" },
      { server: "b", version: "v1.35.9" },
    ],
    null,
  );
  expect(skew(begin, serversAt(20_000, [{ server: "b", version: "v1.36.0" }]))).toEqual([]);
  expect(
    skew(
      begin,
      serversAt(20_000, [{ server: "b", version: "v1.37.0" }]),
      serversAt(60_000, [{ server: "a", version: "v1.37.0" }]),
    ),
  ).toEqual([
    {
      subject: "API servers",
      evidence: "a is v1.35.9, b is v1.37.0",
      from: [14_900, 20_000],
      to: [54_900, 60_000],
    },
  ]);
});

test("a kubelet may be three minor versions older than the newest API server, and not newer than the oldest", () => {
  const begin = serversAt(
    1_000,
    [
      { server: "a", version: "v1.36.4" },
      { server: "b", version: "v1.37.0" },
    ],
    null,
  );
  expect(skew(begin, kubelet(2_000, "v1.36.9", null))).toEqual([]);
  expect(skew(begin, kubelet(2_000, "v1.34.0", null))).toEqual([]);
  expect(skew(begin, kubelet(2_000, "v1.33.0", null))).toMatchObject([
    {
      subject: "Node w",
      evidence: "its kubelet is v1.33.0, 4 minor versions older than API server b, v1.37.0",
      to: null,
    },
  ]);
  expect(skew(begin, kubelet(2_000, "v1.36.4", null), kubelet(9_000, "v1.37.0"))).toMatchObject([
    { subject: "Node w", evidence: "its kubelet is v1.37.0, newer than API server a, v1.36.4", from: [6_900, 9_000] },
  ]);
});

test("a breach that may only be the order in which two parts were looked at is none", () => {
  const begin = [serversAt(1_000, [{ server: "a", version: "v1.36.4" }], null), kubelet(1_500, "v1.36.4", null)];
  expect(skew(...begin, kubelet(20_000, "v1.37.0"), serversAt(22_000, [{ server: "a", version: "v1.37.0" }]))).toEqual(
    [],
  );
  expect(
    skew(...begin, kubelet(20_000, "v1.37.0"), serversAt(32_000, [{ server: "a", version: "v1.37.0" }])),
  ).toHaveLength(1);
});

test("an API server that does not tell is what it was before; where it never told its image says it", () => {
  const begin = lookAt(1_000, { nodes: [controlPlaneLook("a"), controlPlaneLook("b")] }, null);
  const half = { "kube-apiserver": "v1.37.0" };
  expect(
    versions(
      begin,
      serversAt(1_500, [{ server: "a", version: "v1.36.4" }, { server: "b" }], null),
      serversAt(9_000, [{ server: "a" }]),
      serversAt(20_000, [{ server: "a", version: "v1.37.0" }]),
      lookAt(30_000, { nodes: [controlPlaneLook("b", {}, half)] }),
      lookAt(40_000, { part: "api-servers", gone: ["a", "b"] }),
    ),
  ).toEqual([
    {
      ...{ server: "a", source: "asked" },
      versions: [
        { version: "v1.36.4", from: [null, 1_500] },
        { version: "v1.37.0", from: [3_900, 20_000] },
        { version: null, from: [37_900, 40_000] },
      ],
    },
    {
      ...{ server: "b", source: "image" },
      versions: [
        { version: "v1.36.4", from: [null, 1_000] },
        { version: "v1.37.0", from: [27_900, 30_000] },
      ],
    },
  ]);
});

test("a version that comes after a silence may be as old as the silence, and makes no breach of what came in it", () => {
  const silent = [
    serversAt(10_000, [a36], null),
    kubelet(10_500, "v1.36.4", null),
    serversAt(15_100, [{ server: "a" }], 10_000),
    kubelet(200_000, "v1.37.0"),
  ];
  const late = serversAt(400_000, [a37], 394_900);
  expect(versions(...silent, late)[0]?.versions).toEqual([
    { version: "v1.36.4", from: [null, 10_000] },
    { version: "v1.37.0", from: [10_000, 400_000] },
  ]);
  expect(skew(...silent, late)).toEqual([]);
  expect(skew(...silent)).toEqual([]);
  // It tells the old version again: from then on the breach is sure, and it may be as old as the silence.
  expect(skew(...silent, serversAt(400_000, [a36], 394_900))).toMatchObject([{ from: [10_000, 400_000], to: null }]);
});

test("an API server that falls silent ends no breach, and says nothing of how long it went on", () => {
  const begun = [serversAt(1_000, [a36], null), kubelet(2_000, "v1.36.4", null), kubelet(9_000, "v1.37.0")];
  const silent = serversAt(20_000, [{ server: "a" }], 15_000);
  const breach = { subject: "Node w", from: [6_900, 9_000] };
  expect(skew(...begun, silent)).toMatchObject([{ ...breach, to: null }]);
  expect(skew(...begun, silent, serversAt(60_000, [a37]))).toMatchObject([{ ...breach, to: [15_000, 60_000] }]);
  expect(skew(...begun, silent, serversAt(60_000, [a36]), serversAt(90_000, [a37]))).toMatchObject([
    { ...breach, to: [84_900, 90_000] },
  ]);
});

test("a static pod that could not be read hides its server's version, as one that is away does", () => {
  const plane = (version: string) => controlPlaneLook("c", {}, { "kube-apiserver": version });
  const away = { ...plane("v1.36.4"), components: plane("v1.36.4").components?.slice(0, 1) };
  for (const hidden of [away, nodeLook("c", { controlPlane: true, components: undefined })])
    expect(
      versions(
        lookAt(1_000, { nodes: [plane("v1.36.4")] }, null),
        lookAt(9_000, { nodes: [hidden] }),
        lookAt(50_000, { nodes: [plane("v1.37.0")] }),
      )[0]?.versions,
    ).toEqual([
      { version: "v1.36.4", from: [null, 1_000] },
      { version: "v1.37.0", from: [6_900, 50_000] },
    ]);
});

test("a kubelet that tells no version is in no breach, and what it tells then may be as old as that", () => {
  expect(
    skew(
      serversAt(1_000, [a36], null),
      kubelet(2_000, "v1.36.4", null),
      kubelet(9_000, ""),
      kubelet(40_000, "v1.37.0"),
    ),
  ).toMatchObject([{ subject: "Node w", from: [6_900, 40_000] }]);
});

test("a breach that nobody saw end is sure where it was there when all parts were last looked at", () => {
  const looks = [serversAt(1_000, [a36], null), kubelet(2_000, "v1.36.4", null), kubelet(9_000, "v1.37.0")];
  expect(skewSeenUntil(9_000, ...looks)).toHaveLength(1);
  // The API server was last asked before: it may have had the new version by then.
  expect(skewSeenUntil(8_000, ...looks)).toEqual([]);
});

test("without any version of an API server nothing is said of kubelets", () => {
  expect(skew(kubelet(1_000, "v1.20.0", null))).toEqual([]);
  expect(skew(serversAt(1_000, [{ server: "a", version: "odd" }], null), kubelet(2_000, "v1.20.0", null))).toEqual([]);
});

test("at the end of any story what is open is what the policy forbids then", () => {
  const minor = fc.integer({ min: 30, max: 38 });
  const change = fc.record({ whose: fc.constantFrom("a", "b", "w"), minor });
  fc.assert(
    fc.property(minor, minor, minor, fc.array(change, { maxLength: 12 }), (a, b, w, changes) => {
      const now: Record<"a" | "b" | "w", number> = { a, b, w };
      let at = 2_000;
      const text = (number: number) => `v1.${number}.0`;
      const looks: Looks[number][] = [
        serversAt(
          1_000,
          [
            { server: "a", version: text(a) },
            { server: "b", version: text(b) },
          ],
          null,
        ),
        kubelet(2_000, text(w), null),
      ];
      for (const { whose, minor: next } of changes) {
        if (now[whose] === next) continue;
        at += 20_000;
        now[whose] = next;
        looks.push(whose === "w" ? kubelet(at, text(next)) : serversAt(at, [{ server: whose, version: text(next) }]));
      }
      const of = (number: number) => versionOf(text(number)) as Version;
      const [oldest, newest] = [Math.min(now.a, now.b), Math.max(now.a, now.b)];
      const forbidden = [
        ...(minorsBetween(of(oldest), of(newest)) > 1 ? ["API servers"] : []),
        ...(now.w > oldest || newest - now.w > 3 ? ["Node w"] : []),
      ];
      const breaches = skew(...looks);
      expect(
        breaches
          .filter(({ to }) => to === null)
          .map(({ subject }) => subject)
          .toSorted(),
      ).toEqual(forbidden);
      for (const { from, to } of breaches) if (to !== null) expect(from[1]).toBeLessThanOrEqual(to[0] ?? 0);
    }),
  );
});
