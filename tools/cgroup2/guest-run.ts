import { join } from "node:path";
import { execa } from "execa";
import { type Disks, machineFolder } from "./disks.ts";
import { type Job, jobWords, readSaid, type Said } from "./guest/said.ts";

/** How long a guest may say nothing, milliseconds; until its first word, and until a cluster is up, what takes longest. */
const startMs = 900_000;
const silenceMs = 6_000_000;

/** qemu's own emulation: it works where there is no KVM, or inside of another virtual machine. */
const machine = ["-M", "q35", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "8192"];

/** What a guest runs on. */
export interface GuestDisk {
  readonly file: string;
  /** Whether what it writes is in the file afterwards, or nowhere. */
  readonly keeps: boolean;
}

/** What a guest is told to do, and who hears what it says. */
export interface GuestCall {
  readonly job: Job;
  readonly signal: AbortSignal;
  readonly hear: (said: Said) => void;
}

/**
 * Starts a virtual machine with a job and hands on what it says, until it powers off. It ends with this process, however
 * that ends; its console is in a file of the machine's folder. Throws where it ended before its job did, or when the
 * signal is aborted.
 */
export async function runGuest(disks: Disks, disk: GuestDisk, { job, signal, hear }: GuestCall): Promise<void> {
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(), startMs);
  const child = execa("setpriv", ["--pdeathsig", "KILL", ...disks.emulator, ...wordsOf(disks, disk, job)], {
    reject: false,
    // qemu takes its end of the port away once nothing more can come from standard input.
    stdin: "pipe",
    // What the guest writes goes to a file there, which is gone with the machine.
    env: { TMPDIR: machineFolder() },
    cancelSignal: AbortSignal.any([signal, stop.signal]),
  });
  let isOver = false;
  for await (const line of child) {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), silenceMs);
    const said = readSaid(String(line));
    isOver ||= said.kind === "end";
    try {
      hear(said);
    } catch (error) {
      // Whoever leaves this loop waits for the machine's end.
      child.kill();
      throw error;
    }
  }
  clearTimeout(timer);
  const { exitCode, stderr } = await child;
  signal.throwIfAborted();
  const why = stop.signal.aborted ? `it said nothing for too long` : `qemu: ${exitCode} ${stderr.trim()}`;
  if (!isOver)
    throw new Error(`${job.stage}: the machine ended before its job did: ${why} (console: ${consoleFile(job)})`);
}

/** The console's file of a stage. */
export function consoleFile({ stage }: Pick<Job, "stage">): string {
  return join(machineFolder(), `console-${stage}.log`);
}

function wordsOf({ kernel, initrd, repository, images }: Disks, disk: GuestDisk, job: Job): string[] {
  const quiet = "mitigations=off quiet panic=1 systemd.show_status=0 systemd.mask=serial-getty@ttyS0.service";
  const drive = (file: string, more: string) => ["-drive", `file=${file},format=raw,if=virtio,${more}`];
  return [
    ...machine,
    ...["-nodefaults", "-display", "none", "-no-reboot", "-nic", "none"],
    ...["-kernel", kernel, "-initrd", initrd, "-append", `root=/dev/vda rw console=ttyS0 ${quiet} ${jobWords(job)}`],
    ...drive(disk.file, disk.keeps ? "cache=unsafe" : "snapshot=on,werror=report"),
    ...drive(images, "readonly=on"),
    ...drive(repository, "readonly=on"),
    ...["-serial", `file:${consoleFile(job)}`],
    ...["-device", "virtio-serial", "-chardev", "stdio,id=results,signal=off"],
    ...["-device", "virtserialport,chardev=results,name=results"],
  ];
}
