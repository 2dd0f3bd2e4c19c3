import { defineScenario } from "kind-chaos";
import fourMembers from "./four-members.ts";

export default defineScenario({
  ...fourMembers,
  summary:
    "Loses one, then two etcd members of four: puts the belief to the test that a fourth member is safer than three.",
  myth: {
    claim: "Four etcd members are safer than three.",
    truth: "four survived the loss of one and not of two, as three do, with one more that can be lost.",
  },
  tags: ["control-plane", "etcd", "quorum", "myth"],
});
