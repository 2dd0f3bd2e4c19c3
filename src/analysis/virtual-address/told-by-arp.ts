import type { EventOf } from "../../model/event.ts";
import { counted } from "../statistics/format.ts";

/** Who answered ARP for the virtual address beside the one that had it, as the end of a sentence; empty where nobody asked. */
export function describeArp(asked: readonly EventOf<"arp-answers">[]): string {
  const [first] = asked;
  if (first === undefined) return "";
  const looks = asked.filter(({ control }) => control);
  if (looks.length === 0) return "; who else answers ARP for it could not be asked";
  const answered = looks.filter((look) => look.answered.length > 0);
  const inLooks = counted(looks.length, "look");
  if (answered.length === 0) return `; nobody else answered ARP for it in ${inLooks}`;
  const who = [...new Set(answered.flatMap((look) => look.answered))].join(" and ");
  const why = who === first.lost ? ": its kernel goes on while it is frozen, which VRRP cannot prevent" : "";
  return `; split brain: ${who} answered ARP for it, too, in ${answered.length} of ${inLooks}${why}`;
}
