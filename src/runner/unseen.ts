import type { RunRequest } from "./run-request.ts";

/**
 * The same request, whose signal is aborted as well when the probing process is lost: nothing is seen then, so nothing
 * more is broken, and what is broken is healed. `unseen` says afterwards whether it was.
 */
export function seenBy(request: RunRequest, unseen: AbortController): RunRequest {
  const signal = AbortSignal.any([request.recording.signal, unseen.signal]);
  return { ...request, recording: { ...request.recording, signal }, onUnseen: (error) => unseen.abort(error) };
}
