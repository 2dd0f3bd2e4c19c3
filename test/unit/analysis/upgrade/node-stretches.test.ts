import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { historiesOf, type Looks } from "../../../../src/analysis/upgrade/histories.ts";
import { type FollowedStretch, nodeStretches } from "../../../../src/analysis/upgrade/node-stretches.ts";
import type { NodeLook } from "../../../../src/model/upgrade-look.ts";
import { controlPlaneLook, lookAt, nodeLook } from "../../../support/upgrade-looks.ts";

const until = 900_000;
const follow = (...looks: Looks): FollowedStretch[] =>
  nodeStretches(historiesOf(looks, { part: "nodes", rows: ({ nodes }) => nodes, idOf: ({ node }) => node }), until);
const first = (...nodes: NodeLook[]) => lookAt(1_000, { nodes }, null);
const of = (...names: string[]) => ({ count: names.length, names });
const seen = (at: number, ...nodes: NodeLook[]) => lookAt(at, { nodes });

describe("a node's stretch", () => {
  test("goes from the first sign to the look that shows it whole, with honest bounds", () => {
    const [stretch, ...more] = follow(
      first(nodeLook("a"), nodeLook("b")),
      seen(10_000, nodeLook("a", { cordoned: true })),
      seen(20_000, nodeLook("a", { cordoned: true, ready: false })),
      seen(30_000, nodeLook("a", { cordoned: true, kubelet: "v1.37.0" })),
      seen(40_000, nodeLook("a", { kubelet: "v1.37.0" })),
    );
    expect(more).toEqual([]);
    expect(stretch).toEqual({
      ...{ node: "a", controlPlane: false, from: "v1.36.4", to: "v1.37.0", components: [] },
      signs: ["cordoned", "NotReady", "kubelet from v1.36.4 to v1.37.0"],
      ...{ begin: [7_900, 10_000], end: [37_900, 40_000], lastedMs: [27_900, 32_100] },
      ...{ asFound: false, sameTime: { count: 0, names: [] } },
    });
  });

  test("of a change between two looks may have lasted no time at all", () => {
    const [stretch] = follow(first(nodeLook("a")), seen(9_000, nodeLook("a", { kubelet: "v1.37.0" })));
    expect(stretch).toMatchObject({ begin: [6_900, 9_000], end: [6_900, 9_000], lastedMs: [0, 2_100] });
  });

  test("that had begun before anybody looked has no earliest begin", () => {
    const [stretch] = follow(first(nodeLook("a", { cordoned: true })), seen(9_000, nodeLook("a")));
    expect(stretch).toMatchObject({ begin: [null, 1_000], end: [6_900, 9_000], lastedMs: [5_900, null] });
  });

  test("that is not over lasts at least until nodes were last looked at", () => {
    const [stretch] = follow(first(nodeLook("a")), seen(9_000, nodeLook("a", { ready: false })));
    expect(stretch).toMatchObject({ end: null, to: "v1.36.4", lastedMs: [until - 9_000, null] });
  });

  test("is one where the node is gone and another one of its name comes", () => {
    const stretches = follow(
      first(nodeLook("a")),
      lookAt(9_000, { gone: ["a"] }),
      seen(500_000, nodeLook("a", { uid: "other", kubelet: "v1.37.0", ready: false })),
      seen(510_000, nodeLook("a", { uid: "other", kubelet: "v1.37.0" })),
    );
    expect(stretches).toHaveLength(1);
    expect(stretches[0]).toMatchObject({
      ...{ from: "v1.36.4", to: "v1.37.0", begin: [6_900, 9_000], end: [507_900, 510_000] },
      signs: ["gone", "another node of this name", "kubelet from v1.36.4 to v1.37.0", "NotReady"],
    });
  });

  test("of a node that another one of another name replaces are two: one is gone, one joined", () => {
    const stretches = follow(
      first(nodeLook("a")),
      seen(9_000, nodeLook("a", { cordoned: true })),
      seen(11_000, nodeLook("b", { kubelet: "v1.37.0", ready: false })),
      lookAt(20_000, { gone: ["a"] }),
      seen(22_000, nodeLook("b", { kubelet: "v1.37.0" })),
    );
    expect(stretches).toMatchObject([
      { node: "a", from: "v1.36.4", to: null, end: [17_900, 20_000], signs: ["cordoned", "gone"], sameTime: of("b") },
      { node: "b", from: null, to: "v1.37.0", signs: ["joined", "NotReady"], sameTime: of("a") },
    ]);
  });

  test("tells a version that goes back", () => {
    const [stretch] = follow(
      first(nodeLook("a")),
      seen(9_000, nodeLook("a", { kubelet: "v1.37.0" })),
      seen(20_000, nodeLook("a", { kubelet: "v1.36.4" })),
    );
    expect(stretch).toMatchObject({ from: "v1.36.4", to: "v1.36.4", begin: [6_900, 9_000], end: [17_900, 20_000] });
    expect(stretch?.signs).toEqual(["kubelet from v1.36.4 to v1.37.0", "kubelet back from v1.37.0 to v1.36.4"]);
  });

  test("of a control plane goes on from one static pod to the next, and until its kubelet has the version, too", () => {
    const half = { "kube-apiserver": "v1.37.0", etcd: "3.7.0-0" };
    const whole = { ...half, "kube-controller-manager": "v1.37.0", "kube-scheduler": "v1.37.0" };
    const away = controlPlaneLook("c");
    const stretches = follow(
      first(controlPlaneLook("c")),
      seen(10_000, { ...away, components: away.components?.filter(({ name }) => name !== "etcd") }),
      seen(60_000, controlPlaneLook("c", {}, { etcd: "3.7.0-0" })),
      seen(100_000, controlPlaneLook("c", {}, half)),
      seen(300_000, controlPlaneLook("c", {}, whole)),
      seen(400_000, controlPlaneLook("c", { kubelet: "v1.37.0" }, whole)),
      seen(850_000, controlPlaneLook("c", { kubelet: "v1.37.0", ready: false }, whole)),
    );
    expect(stretches).toHaveLength(2);
    expect(stretches[0]).toMatchObject({ begin: [7_900, 10_000], end: [397_900, 400_000], controlPlane: true });
    expect(stretches[0]?.signs[0]).toBe("etcd away");
    expect(stretches[0]?.components).toEqual([
      { name: "etcd", from: "3.6.16-0", to: "3.7.0-0" },
      { name: "kube-apiserver", from: "v1.36.4", to: "v1.37.0" },
      { name: "kube-controller-manager", from: "v1.36.4", to: "v1.37.0" },
      { name: "kube-scheduler", from: "v1.36.4", to: "v1.37.0" },
    ]);
    expect(stretches[1]).toMatchObject({ components: [], signs: ["NotReady"], end: null });
  });

  test("says nothing of static pods that could not be read", () => {
    const blind = nodeLook("c", { controlPlane: true, components: undefined });
    const stretches = follow(
      first(controlPlaneLook("c")),
      seen(10_000, blind),
      seen(20_000, { ...blind, kubelet: "v1.37.0" }),
    );
    expect(stretches).toMatchObject([{ components: [], begin: [17_900, 20_000] }]);
    expect(
      follow(
        first(controlPlaneLook("c")),
        seen(10_000, blind),
        seen(20_000, controlPlaneLook("c", {}, { etcd: "3.7.0-0" })),
      ),
    ).toMatchObject([{ signs: ["etcd from 3.6.16-0 to 3.7.0-0"], begin: [7_900, 20_000], end: [7_900, 20_000] }]);
  });

  test("may have ended while its static pods could not be read, and surely had not before", () => {
    const blind = nodeLook("c", { controlPlane: true, components: undefined });
    const etcd = { name: "etcd", version: "3.6.16-0", ready: false };
    const others = controlPlaneLook("c").components?.slice(1) ?? [];
    const stretches = follow(
      first(controlPlaneLook("c")),
      seen(10_000, controlPlaneLook("c", { components: [etcd, ...others] })),
      seen(20_000, blind),
      seen(40_000, controlPlaneLook("c")),
    );
    expect(stretches).toMatchObject([{ begin: [7_900, 10_000], end: [17_900, 40_000] }]);
  });

  test("begins with a kubelet's new version, also where it told none for a while", () => {
    const [stretch] = follow(
      first(nodeLook("a")),
      seen(10_000, nodeLook("a", { kubelet: "" })),
      seen(30_000, nodeLook("a", { kubelet: "v1.37.0" })),
    );
    expect(stretch).toMatchObject({ signs: ["kubelet from v1.36.4 to v1.37.0"], begin: [7_900, 30_000] });
  });

  test("may have begun 55 s before others say that its kubelet is not heard of, where that is the first sign", () => {
    const unheard = nodeLook("a", { ready: false, unheard: true });
    const [late] = follow(first(nodeLook("a")), seen(100_000, unheard), seen(120_000, nodeLook("a")));
    expect(late).toMatchObject({
      ...{ begin: [42_900, 100_000], end: [117_900, 120_000], lastedMs: [17_900, 77_100] },
      signs: ["NotReady, its kubelet is not heard of"],
    });
    const [early] = follow(first(nodeLook("a")), seen(20_000, unheard));
    expect(early?.begin).toEqual([null, 20_000]);
    const [second] = follow(
      first(nodeLook("a")),
      seen(99_000, nodeLook("a", { cordoned: true })),
      seen(101_000, unheard),
    );
    expect(second?.begin).toEqual([96_900, 99_000]);
  });

  test("of a node that is as it was found is told as such; with any change it is a work like others", () => {
    const found = nodeLook("a", { cordoned: true });
    expect(follow(first(found))).toMatchObject([{ asFound: true, begin: [null, 1_000], end: null }]);
    expect(follow(first(found), seen(9_000, { ...found, kubelet: "v1.37.0" }))).toMatchObject([{ asFound: false }]);
    expect(follow(first(found), seen(9_000, nodeLook("a")))).toMatchObject([{ asFound: false }]);
    expect(follow(first(found), lookAt(9_000, { gone: ["a"] }))).toMatchObject([{ asFound: false }]);
  });
});

describe("two nodes at once", () => {
  const cordoned = (name: string) => nodeLook(name, { cordoned: true });

  test("are told where they surely were", () => {
    const stretches = follow(
      first(nodeLook("a"), nodeLook("b"), nodeLook("c")),
      seen(10_000, cordoned("a")),
      seen(20_000, cordoned("b")),
      seen(30_000, nodeLook("a")),
      seen(31_000, cordoned("c")),
    );
    expect(stretches.map(({ node, sameTime }) => [node, sameTime])).toEqual([
      ["a", of("b")],
      ["b", of("a", "c")],
      ["c", of("b")],
    ]);
  });

  test("are not where one of them is as it was found: nobody may have worked on it", () => {
    const stretches = follow(
      first(cordoned("a"), nodeLook("b")),
      seen(10_000, cordoned("b")),
      seen(30_000, nodeLook("b")),
    );
    expect(stretches.map(({ sameTime }) => sameTime)).toEqual([of(), of()]);
  });

  test("are named up to ten; more are counted", () => {
    const names = Array.from({ length: 30 }, (_, index) => `n${10 + index}`);
    const stretches = follow(first(...names.map((name) => nodeLook(name))), seen(10_000, ...names.map(cordoned)));
    expect(stretches).toHaveLength(30);
    expect(stretches[3]?.sameTime).toEqual({ count: 29, names: [...names.slice(0, 3), ...names.slice(4, 11)] });
  });

  test("are not where one may have begun when the other was over", () => {
    const stretches = follow(
      first(nodeLook("a"), nodeLook("b")),
      seen(10_000, cordoned("a")),
      seen(20_000, nodeLook("a"), cordoned("b")),
      seen(30_000, nodeLook("b")),
    );
    expect(stretches.map(({ sameTime }) => sameTime)).toEqual([of(), of()]);
  });
});

describe("in whatever order things happen", () => {
  const names = ["a", "b", "c"];
  const state = fc.record({
    node: fc.constantFrom(...names),
    there: fc.boolean(),
    uid: fc.constantFrom("one", "two"),
    kubelet: fc.constantFrom("v1.35.0", "v1.36.4", "v1.37.0"),
    ready: fc.boolean(),
    cordoned: fc.boolean(),
    gapMs: fc.integer({ min: 2_100, max: 400_000 }),
  });
  const story = fc.array(state, { maxLength: 25 });

  /** Looks of which each shows one change; a node that is gone is not gone twice. */
  function looksOf(changes: readonly (typeof state extends fc.Arbitrary<infer Value> ? Value : never)[]): Looks {
    const there = new Set(names);
    let at = 1_000;
    const looks = [lookAt(at, { nodes: names.map((name) => nodeLook(name)) }, null)];
    for (const { node, there: isThere, gapMs, ...rest } of changes) {
      if (!isThere && !there.has(node)) continue;
      if (isThere) there.add(node);
      else there.delete(node);
      at += gapMs;
      looks.push(lookAt(at, isThere ? { nodes: [nodeLook(node, rest)] } : { gone: [node] }));
    }
    return looks;
  }

  test("stretches of a node follow each other, begin before they end, and last as long as their ends say", () => {
    fc.assert(
      fc.property(story, (changes) => {
        const stretches = follow(...looksOf(changes));
        for (const { begin, end, lastedMs } of stretches) {
          expect(begin[0] ?? 0).toBeLessThanOrEqual(begin[1]);
          if (end === null) continue;
          expect(begin[1]).toBeLessThanOrEqual(end[1]);
          expect(lastedMs[0]).toBeLessThanOrEqual(lastedMs[1] ?? Number.POSITIVE_INFINITY);
        }
        for (const name of names) {
          const own = stretches.filter(({ node }) => node === name);
          for (const [index, next] of own.slice(1).entries()) {
            expect(own[index]?.end?.[1]).toBeLessThanOrEqual(next.begin[0] ?? 0);
          }
        }
      }),
    );
  });

  test("every change of a kubelet's version, and every node that goes, is in exactly one stretch of that node", () => {
    fc.assert(
      fc.property(story, (changes) => {
        const looks = looksOf(changes);
        const stretches = follow(...looks);
        const last = new Map(names.map((name) => [name, "v1.36.4"]));
        for (const { at, nodes = [], gone = [] } of looks.slice(1)) {
          const moved = [
            ...gone,
            ...nodes.filter(({ node, kubelet }) => last.get(node) !== kubelet).map((one) => one.node),
          ];
          for (const { node, kubelet } of nodes) last.set(node, kubelet);
          for (const name of moved) {
            const around = stretches.filter(
              ({ node, begin, end }) => node === name && begin[1] <= at && at <= (end?.[1] ?? Number.POSITIVE_INFINITY),
            );
            expect(around).toHaveLength(1);
          }
        }
      }),
    );
  });

  test("one node's stretches do not depend on the others, but for who was worked on at the same time", () => {
    fc.assert(
      fc.property(story, (changes) => {
        const looks = looksOf(changes);
        const alone = looks.map((look) => ({
          ...look,
          ...(look.nodes && { nodes: look.nodes.filter(({ node }) => node === "a") }),
          ...(look.gone && { gone: look.gone.filter((node) => node === "a") }),
        }));
        const bare = (all: readonly FollowedStretch[]) =>
          all.filter(({ node }) => node === "a").map((stretch) => ({ ...stretch, sameTime: of() }));
        expect(bare(follow(...looks))).toEqual(bare(follow(...alone)));
      }),
    );
  });

  test("whoever was worked on at the same time as another was so the other way round, too", () => {
    fc.assert(
      fc.property(story, (changes) => {
        const stretches = follow(...looksOf(changes));
        const pairs = stretches.flatMap(({ node, sameTime }) => sameTime.names.map((other) => `${node} ${other}`));
        for (const pair of pairs) expect(pairs).toContain(pair.split(" ").toReversed().join(" "));
      }),
    );
  });
});
