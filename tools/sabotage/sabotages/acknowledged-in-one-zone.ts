import type { Sabotage } from "../sabotage.ts";
import acknowledged from "./acknowledged-without-quorum.ts";

const sabotage: Sabotage = {
  ...acknowledged,
  weakness: "The API server of the zone that is left acknowledges writes that its etcd member does not take.",
  scenario: "two-zones",
  topology: "two-zones",
  profile: "fast",
};
export default sabotage;
