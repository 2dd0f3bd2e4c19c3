import type Docker from "dockerode";
import { PlatformError } from "../../model/errors.ts";
import type { ClockReading } from "../../model/other-clock.ts";

/**
 * What an engine's clock said, milliseconds of the epoch, between two moments of a clock here; throws PlatformError
 * where it tells none. Whoever asks while another is answered gets that one's answer, of before (Docker 25 and later: its
 * getInfo shares it); only what is asked once more after that is surely younger than the first question.
 */
export async function readEngineClock(docker: Docker, now: () => number): Promise<ClockReading> {
  const askedMs = now();
  await docker.info();
  const { SystemTime } = (await docker.info()) as { readonly SystemTime?: string };
  return { toldMs: engineMs(SystemTime), askedMs, answeredMs: now() };
}

/** An engine's time, milliseconds of the epoch, cut to whole ones; throws PlatformError where it tells none. */
export function engineMs(systemTime: string | undefined): number {
  const ms = Date.parse(systemTime ?? "");
  if (Number.isNaN(ms)) throw new PlatformError("look-failed", "the engine does not tell what time it is there");
  return ms;
}
