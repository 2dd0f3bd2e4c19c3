import { replacingNote } from "../../../src/node-tools/etcd-old-member.ts";
import { changedCommands } from "../means/changed-commands.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The engine says that it has run what replaces an etcd member, and has not: the old one goes on.",
  scenario: "etcd-member-replace",
  // Each of its scripts has to do with the note; a look asks for the note itself, and is no script.
  prepare: () => changedCommands((word) => (word !== replacingNote && word.includes(replacingNote) ? "true" : word)),
  expected: {
    verdict: "inconclusive",
    assumptions: { "follower-replaced was done": /^no member was replaced, healthy$/ },
  },
};
export default sabotage;
