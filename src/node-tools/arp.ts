import type { Node } from "../model/cluster.ts";
import type { ContainerRuntime } from "../model/node-runtime.ts";
import { scriptWords } from "./script.ts";

/** Asks by ARP, from the address $1, for each further word at most a second; an address that is missing asks for itself. */
const arpQuestion = [
  'own=$1; shift; [ -n "$own" ] || exit',
  `shared=$(ip -oneline -4 address show dev eth0 | sed -n "s/.* inet \\([0-9.]*\\)\\/.*/\\1/p" | grep -vxF "$own")`,
  'echo "shared $shared"',
  'for address in "$@" $shared; do arping -c 1 -w 1 -s "$own" -I eth0 "$address"; done; true',
].join("\n");

/** Who answers ARP for the virtual address beside the one that has it. */
export interface ArpAnswers {
  /** Whether a machine that is there answered for its own address: without that silence says nothing. */
  readonly control: boolean;
  /** The hardware addresses that answered for the virtual one, each as the short name of whose it is where that is known. */
  readonly answered: readonly string[];
}

/**
 * Asks from the balancer that has the address who else answers ARP for it, and whether `lost`, which cannot be asked
 * itself, answers for its own address: the kernel of a frozen machine does. `control` is one that is there. Takes up to
 * three seconds; throws as the engine does.
 */
export async function askByArp(
  runtime: Pick<ContainerRuntime, "exec">,
  holder: Pick<Node, "name" | "address">,
  { lost, control }: { readonly lost: Pick<Node, "short" | "address">; readonly control: Pick<Node, "address"> },
): Promise<ArpAnswers> {
  const words = scriptWords(arpQuestion, holder.address, control.address, lost.address);
  const { stdout } = await runtime.exec(holder.name, words);
  const shared = /^shared (\S+)$/m.exec(stdout)?.[1];
  const places = [...stdout.matchAll(/reply from (\S+) \[([0-9A-F:]+)\]/gi)].map(([, address = "", place = ""]) => ({
    address,
    place: place.toLowerCase(),
  }));
  const placesOf = (address: string | undefined) =>
    places.flatMap((one) => (one.address === address ? [one.place] : []));
  const its = placesOf(lost.address);
  return {
    control: shared !== undefined && placesOf(control.address).length > 0,
    answered: [...new Set(placesOf(shared))].map((place) => (its.includes(place) ? lost.short : place)),
  };
}
