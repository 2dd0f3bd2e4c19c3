import type { Engine } from "../host/engine.ts";
import { toStderr } from "../terminal/output.ts";

/** Says which engine a call uses, where one answers; what is wrong with one is told where it is needed. */
export async function tellEngine(engine: Engine): Promise<void> {
  const described = await engine.describe().catch(() => undefined);
  if (described !== undefined) toStderr(`engine: ${described}\n`);
}
