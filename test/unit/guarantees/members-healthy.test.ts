import { expect, test } from "vitest";
import membersHealthy from "../../../src/guarantees/members-healthy.ts";
import type { EtcdMember, JournalEvent } from "../../../src/model/event.ts";
import { member } from "../../../src/stories/etcd-run.ts";
import { storyBackends } from "../../../src/stories/story-cluster.ts";
import { observedRun } from "../../support/observed-run.ts";

const judged = (...readings: readonly (readonly EtcdMember[])[]) => {
  const events = readings.map((members, index): JournalEvent => {
    return { type: "etcd", at: 12_010 + index, when: "end", members: [...members], healthy: members.length };
  });
  return membersHealthy.judge({}, observedRun({ lanes: ["readyz/control-plane/new"], guarantees: [], events }, {}))
    .outcome;
};
const whole = storyBackends.map((node) => member(node));
const behind = (entries: number) => [
  ...whole.slice(0, 2),
  member("control-plane3", { appliedIndex: 200_000 - entries }),
];
const ahead = (members: readonly EtcdMember[]) =>
  members.map((one, index) => (index < 2 ? { ...one, appliedIndex: 200_000 } : one));

test("a member that is far behind is not healthy, at one look as at several", () => {
  expect(judged(whole)).toBe("pass");
  expect(judged(ahead(behind(1)))).toBe("inconclusive");
  expect(judged(ahead(behind(5_000)))).toBe("inconclusive");
  expect(judged(ahead(behind(5_001)))).toBe("fail");
  expect(judged(ahead(behind(100_000)))).toBe("fail");
});

test("one member that answers three times is one", () => {
  const [first] = whole;
  if (first === undefined) return expect.unreachable("there are members");
  expect(judged([first, first, first])).toBe("fail");
  expect(judged(whole.map((one) => ({ ...one, memberId: first.memberId })))).toBe("fail");
  expect(judged(whole.map((one) => ({ ...one, node: first.node })))).toBe("fail");
});

test("a leader that is no member leads nothing", () => {
  expect(judged(whole.map((one) => ({ ...one, leaderId: "beef" })))).toBe("fail");
  expect(judged(whole.map((one) => ({ ...one, leaderId: "0" })))).toBe("fail");
});

test("too few and too many are not the members of the topology", () => {
  expect(judged(whole.slice(1))).toBe("fail");
  expect(judged([...whole, member("control-plane4")])).toBe("fail");
  expect(judged([])).toBe("fail");
});
