/** Bad input by a person: shown as its message alone, exit code 2. The message says what, where and what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * The engine, kind or Kubernetes did not do what was asked: one line and a stable code; the cause keeps the details.
 */
export class PlatformError extends Error {
  override readonly name = "PlatformError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** One line that says what went wrong, for any thrown value, one that cannot even be asked included. */
export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    // An object without a prototype, a revoked proxy, a getter that throws: it is somebody else's.
    return "something was thrown that cannot be described";
  }
}

/** What a machine can run out of, or refuse to everybody: no bug, and nothing that was mistyped. */
export const machineCodes = ["ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE", "ENFILE", "ENOMEM", "EAGAIN"];

/** Whether an error says that this machine has no room, memory or files left, or a broken disk. */
export function isMachineError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && machineCodes.includes((error as NodeJS.ErrnoException).code ?? "");
}

/** Whether something failed because a disk, or a share of it, is full. */
export function isDiskFull(cause: unknown): boolean {
  return ["ENOSPC", "EDQUOT"].includes((cause as NodeJS.ErrnoException | undefined)?.code ?? "");
}
