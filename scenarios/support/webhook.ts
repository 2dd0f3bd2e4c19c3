import type { FaultSpec, Step } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { askWebhook } from "kind-chaos/procedures/ask-webhook";
import { installWebhook } from "kind-chaos/procedures/install-webhook";
import { removeWebhook } from "kind-chaos/procedures/remove-webhook";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { worker } from "kind-chaos/targets/worker";
import { newThrough } from "./application-lanes.ts";

/** The lanes that reach the application through the workers that are left. */
export const survivors = newThrough("worker2", "worker3");

/** The worker with an application's only replica, and the first of the webhook's. */
export const workerDown: FaultSpec = nodeKill(worker(1));

/** A webhook is asked about every pod, installed by an operator before anything is broken. */
export function webhookInstalled(options: { readonly replicas: number; readonly spares: boolean }): Step {
  return { perform: installWebhook(controlPlane(1), options), as: "webhook" };
}

/** Seen while it counts: a cluster without a webhook would do as well as one whose webhook answers. */
export const webhookAsked = { perform: askWebhook(controlPlane(1)), as: "asked" };

/** Nobody is to find it on a kept cluster. */
export const webhookRemoved: Step = { perform: removeWebhook(controlPlane(1)), as: "webhook-removed" };
