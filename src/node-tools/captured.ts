import { z } from "zod";

/** What faults remember of a node, as it comes back from a log: each in the only form that it can have. */
const number = z.string().regex(/^\d{1,20}$/);

/** One process of a node. */
export const capturedProcess = z.strictObject({ pid: number, startTime: number });

/** A container as it ran; when it was started is in the engine's own words, and empty in none. */
export const capturedContainer = z.strictObject({
  startedAt: z.string().regex(/^[\d:TZ.+-]{10,40}$/),
  address: z.ipv4(),
});

/** The container that looks from outside, by its name; that it is one of the cluster, each look sees to. */
export const capturedWay = z.strictObject({ from: z.string().regex(/^[\w][\w.-]{0,120}$/) });

const range = z.union([z.cidrv4(), z.cidrv6()]);
const pod = z.union([z.ipv4(), z.ipv6()]);

/** The addresses of a node's pods, and of one of them; the second ones are of the other family, where there is one. */
export const capturedPods = z.strictObject({
  range,
  pod,
  range2: range.exactOptional(),
  pod2: pod.exactOptional(),
});

/** The serial number of a certificate, as openssl prints it. */
export const capturedSerial = z.string().regex(/^[0-9A-F]{1,40}$/);

/** Some number of something, bytes for example. */
export const capturedNumber = number;
