import { readFileSync, writeFileSync } from "node:fs";
import { hostFacts } from "../../host/host-facts.ts";
import { messageOf } from "../../model/errors.ts";
import type { Step } from "../steps/step.ts";

/**
 * systemd, kubelet and containerd take about 16 in each node: with Linux' default of 128 one cluster of six nodes fits,
 * and no second.
 */
export const WANTED_INOTIFY_INSTANCES = 512;

const LIMIT_FILE = "/proc/sys/fs/inotify/max_user_instances";
const ADVICE = `sysctl fs.inotify.max_user_instances=${WANTED_INOTIFY_INSTANCES}`;

/**
 * Raises the limit that two clusters at once run into, until the machine starts again; without the right to do so it
 * only says it.
 */
export const kernelLimitsStep: Step = {
  name: "kernel-limits",
  title: "kernel limits",
  needs: ["engine"],
  async check() {
    const { inotifyInstances } = await hostFacts();
    if (inotifyInstances === undefined) return "not this machine's to set";
    if (inotifyInstances >= WANTED_INOTIFY_INSTANCES) return `${inotifyInstances} inotify instances`;
    return process.getuid?.() === 0
      ? undefined
      : `${inotifyInstances} inotify instances, few for two clusters at once: ${ADVICE}`;
  },
  async run() {
    const before = readFileSync(LIMIT_FILE, "utf8").trim();
    try {
      writeFileSync(LIMIT_FILE, String(WANTED_INOTIFY_INSTANCES));
    } catch (error) {
      // A container's /proc/sys may be read-only; one cluster works all the same.
      return `${before} inotify instances, which cannot be raised from here (${messageOf(error)})`;
    }
    return `inotify instances raised from ${before} to ${WANTED_INOTIFY_INSTANCES} until the machine starts again`;
  },
};
