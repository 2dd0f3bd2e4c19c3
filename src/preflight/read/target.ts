import { messageOf } from "../../model/errors.ts";
import { plainText } from "../../model/plain-text.ts";
import { buildableVersions } from "../../setup/images/node-image-inputs.ts";
import { presentNode, wantedNodeImage } from "../../setup/images/present-images.ts";
import type { Chosen } from "../../setup/versions/image-choice.ts";
import type { Gap, Setting, Target } from "../facts.ts";
import { askNodeImage } from "./node-image.ts";

const notAsked =
  "whether the new version takes the cluster's flags and feature gates, and which etcd it brings, is not known";

/**
 * What the cluster is to become, asked from its own programs in the node image that the engine has; what could not be
 * asked is a gap. Only a kind cluster is made of that image: for any other it only answers.
 */
export async function readTarget(
  chosen: Chosen,
  isKind: boolean,
  settings: readonly Setting[],
  kubeadmConfig: string | undefined,
): Promise<{ readonly target: Target; readonly gaps: readonly Gap[] }> {
  const wanted = wantedNodeImage(chosen);
  const kubernetes = `v${chosen.kubernetes}`;
  const canBeBuilt = chosen.image === undefined && buildableVersions().includes(chosen.kubernetes);
  const targetOf = (present: string | undefined, programs: Target["programs"]): Target => ({
    kubernetes,
    nodeImage: isKind ? { wanted, present, canBeBuilt } : undefined,
    programs,
  });
  const gap = (why: string): Gap => ({
    subject: `programs of ${kubernetes}`,
    evidence: `${notAsked}: ${why}`,
    advice: `npx kind-chaos setup --kubernetes ${chosen.kubernetes} provides the node image that they are taken from`,
  });
  let present: string | undefined;
  try {
    present = (await presentNode(chosen))?.image;
    if (present === undefined)
      return { target: targetOf(undefined, undefined), gaps: [gap(`this Docker engine does not have ${wanted}`)] };
    const { programs, unanswered } = await askNodeImage(present, settings, kubeadmConfig);
    const gaps = unanswered.map((words) => ({ ...gap(words), advice: "ask that program by hand, with --help" }));
    return { target: targetOf(present, programs), gaps };
  } catch (error) {
    return { target: targetOf(present, undefined), gaps: [gap(plainText(messageOf(error)))] };
  }
}
