import type { Kube } from "../../kube/kube.ts";
import type { Untimed } from "../../model/event.ts";
import { type Expectations, withFound } from "./expected.ts";
import { podSetsIn } from "./pod-sets.ts";

/**
 * Expects from here on what is found in a namespace while it is whole, beside what is expected already, and journals it;
 * throws PlatformError where the API does not tell it.
 */
export async function expectFound(
  { kube, expectations }: { readonly kube: Pick<Kube, "get" | "pods">; readonly expectations: Expectations },
  namespace: string,
  emit: (event: Untimed) => void,
): Promise<void> {
  const sets = await podSetsIn(kube, namespace);
  const elsewhere = expectations.current.sets.filter((set) => set.namespace !== namespace);
  const own = expectations.current.sets.filter((set) => set.namespace === namespace);
  const pods = namespace === "kube-system" ? await kube.pods(namespace) : [];
  const found = withFound({ ...expectations.current, sets: own }, sets, pods);
  expectations.current = { ...found, sets: [...elsewhere, ...found.sets] };
  emit({ type: "expected", expected: expectations.current });
}
