/**
 * Sends a message to the process that forked this one; nothing where that is gone. Without that, what is still being told
 * when it dies is an error that nobody catches, and ends this process before it has undone anything.
 */
export function tellParent(message: unknown): void {
  // An error goes to a callback where there is one, else to whoever catches what nobody has caught.
  process.send?.(message, undefined, undefined, () => {});
}
