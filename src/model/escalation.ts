import { z } from "zod";

/**
 * What is done, in this order, about a fault that is not seen to be gone after its own undo: the undo once more, the
 * containers of its nodes restarted before it, the whole cluster given up.
 */
export const escalationStageSchema = z.enum(["again", "restart-node", "recreate-cluster"]);
export type EscalationStage = z.infer<typeof escalationStageSchema>;
