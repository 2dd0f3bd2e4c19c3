import { imageLabels } from "../../host/docker/image-labels.ts";
import { envoyImage } from "../versions/kind-releases.ts";
import { BUILT_LABEL, INPUTS_LABEL } from "./docker-image.ts";
import { loadBalancerDigest } from "./node-image-inputs.ts";

/**
 * What there is under a load balancer image's name; undefined when nothing that can be used: something built here from
 * other inputs, or the HAProxy that kind publishes, which has no shell, so that nothing can be looked at in it.
 */
export async function loadBalancerState(image: string): Promise<string | undefined> {
  const labels = await imageLabels(image);
  if (labels === undefined) return undefined;
  const isEnvoy = image === envoyImage;
  if (labels[BUILT_LABEL] === undefined) return isEnvoy ? "present, not built here" : undefined;
  const digest = loadBalancerDigest(isEnvoy ? "envoy" : "haproxy");
  return labels[INPUTS_LABEL] === digest ? "present" : undefined;
}
