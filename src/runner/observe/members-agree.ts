import type { ListedMember } from "../../cluster/etcd.ts";
import type { EtcdMember } from "../../model/event.ts";
import type { Look } from "./check.ts";

/** Whether all members answer that are expected, each itself, name one leader and are in one term, with a vote. */
export function membersAgree(
  members: readonly EtcdMember[],
  missing: readonly string[],
  expected: readonly string[],
): Look {
  if (missing.length > 0) return { ok: false, detail: missing.join("; ") };
  const gone = expected.filter((node) => !members.some((member) => member.node === node));
  if (gone.length > 0) return { ok: false, detail: `not there: ${gone.join(", ")}` };
  const ids = new Set(members.map((member) => member.memberId));
  if (ids.size < members.length) return { ok: false, detail: `${members.length} answers of ${ids.size} members` };
  const learners = members.filter(({ learner }) => learner === true).map(({ node }) => node);
  if (learners.length > 0) return { ok: false, detail: `without a vote: ${learners.join(", ")}` };
  const leaders = new Set(members.map((member) => member.leaderId));
  const terms = new Set(members.map((member) => member.term));
  const [leader = "0"] = leaders;
  const agreed =
    members.length === expected.length &&
    members.length > 0 &&
    leaders.size === 1 &&
    terms.size === 1 &&
    ids.has(leader);
  return {
    ok: agreed,
    detail: `${members.length} of ${expected.length} healthy, leaders ${leaders.size}, terms ${[...terms].join(", ")}`,
  };
}

/** What is wrong with the members that etcd itself lists, given those that answered; undefined where they are the same. */
export function membersListed(members: readonly EtcdMember[], listed: readonly ListedMember[]): Look | undefined {
  const answered = members.map(({ memberId }) => memberId);
  const others = listed.filter(({ memberId }) => !answered.includes(memberId));
  if (others.length > 0)
    return {
      ok: false,
      detail: `listed but not of the cluster: ${others.map(({ name, memberId }) => name || memberId).join(", ")}`,
    };
  const unlisted = answered.filter((id) => !listed.some(({ memberId }) => memberId === id));
  if (unlisted.length > 0) return { ok: false, detail: `not listed by etcd: ${unlisted.join(", ")}` };
  const learners = listed.filter(({ learner }) => learner).map(({ name }) => name);
  return learners.length === 0 ? undefined : { ok: false, detail: `without a vote: ${learners.join(", ")}` };
}
