/** Machines whose system calls the tracer knows by number, as `uname -m` names them. */
const machines: readonly string[] = ["x86_64", "aarch64"];

/**
 * Whether a kernel tells a tracer which system call a thread is in, and the tracer knows that machine's:
 * PTRACE_GET_SYSCALL_INFO is there since Linux 5.3 (include/uapi/linux/ptrace.h). Machine and release as `uname` has them.
 */
export function tracesCalls(machine: string, release: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(release) ?? [];
  const isNewEnough = Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 3);
  return machines.includes(machine) && isNewEnough;
}
