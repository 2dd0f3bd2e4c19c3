import { mustRun, run } from "../../host/command.ts";
import { messageOf } from "../../model/errors.ts";
import { plainText } from "../../model/plain-text.ts";
import { BUILD_LABEL } from "../../setup/images/docker-image.ts";
import type { JudgedSetting, Program, Setting, TargetPrograms } from "../facts.ts";
import {
  answerOf,
  imagePrograms,
  isListed,
  type KnownSettings,
  knownIn,
  kubeadmWords,
  questionOf,
} from "../program-answers.ts";

/** How long the container of a node image lives at the most, seconds: it ends by itself when nobody ends it. */
const lifeSeconds = 300;
/** Taking the programs out of their images reads all of them: 1 GB, from a cold disk. Milliseconds. */
const unpackMs = 180_000;
/** How long one program gets to say something, milliseconds; etcd and API server took 0.1 s. */
const answerMs = 20_000;

/** Where containerd keeps packed images in a node image, as kind and node-image/ both make it. */
const blobs = "/var/lib/containerd/io.containerd.content.v1.content/blobs/sha256";
const folder = "/run/kind-chaos-programs";

/**
 * Takes the programs out of the packed images: layers are tar archives, and what is none of them is passed over. Nothing
 * of a node is started for it.
 */
const unpackScript = [
  `mkdir -p ${folder} && cd ${blobs} || exit 3`,
  `for blob in *; do tar -xf "$blob" -C ${folder} --wildcards --no-anchored ${imagePrograms.map((name) => `'usr/local/bin/${name}'`).join(" ")} 2>/dev/null; done`,
  "du -sb . | cut -f1",
].join("\n");

/** What is known of a node image of the new version, and what its programs say of the settings. */
export interface AskedImage {
  readonly programs: TargetPrograms;
  /** Settings that no program answered for, with the reason; one line each. */
  readonly unanswered: readonly string[];
}

/**
 * Asks the programs of a node image whether they take these settings, and its kubeadm about the cluster's configuration,
 * in a container of its own without network or privileges, which is gone afterwards. Throws Error with one line.
 */
export async function askNodeImage(
  image: string,
  settings: readonly Setting[],
  kubeadmConfig: string | undefined,
): Promise<AskedImage> {
  const name = `kind-chaos-asked-${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
  const start = ["docker", "run", "--detach", "--rm", "--network", "none", "--label", BUILD_LABEL, "--name", name];
  await mustRun([...start, "--entrypoint", "sleep", image, String(lifeSeconds)], { timeoutMs: unpackMs });
  try {
    const asked = container(name);
    const size = await asked(["sh", "-c", unpackScript], unpackMs);
    const imagesBytes = Number(size.output.trim());
    if (size.exitCode !== 0 || !(imagesBytes > 0))
      throw new Error(`${image} has no packed images in ${blobs}: is it a node image?`);
    const judged: JudgedSetting[] = [];
    const unanswered: string[] = [];
    const known = new Map<Program, KnownSettings>();
    for (const setting of settings) {
      const answer = await judge(setting, known, asked).catch((error: unknown) => plainText(messageOf(error)));
      if (typeof answer === "string") unanswered.push(`${describe(setting)}: ${answer}`);
      else judged.push({ ...setting, ...answer });
    }
    const programs = {
      etcd: /etcd Version: (\S+)/.exec((await asked([pathOf("etcd"), "--version"])).output)?.[1],
      imagesBytes,
      settings: judged,
      kubeadm: kubeadmConfig === undefined ? undefined : await validated(kubeadmConfig, asked),
    };
    return { programs, unanswered };
  } finally {
    await run(["docker", "rm", "--force", name]);
  }
}

type Ask = (argv: readonly string[], timeoutMs?: number) => Promise<{ exitCode: number; output: string }>;

function container(name: string): Ask {
  return async (argv, timeoutMs = answerMs) => {
    // A program that goes on instead of answering is ended in there, too.
    const limited = ["timeout", "--signal=KILL", String(timeoutMs / 1_000), ...argv];
    const { exitCode, stdout, stderr } = await run(["docker", "exec", name, ...limited], {
      timeoutMs: timeoutMs + answerMs,
    });
    return { exitCode, output: `${stdout}\n${stderr}` };
  };
}

async function judge(setting: Setting, known: Map<Program, KnownSettings>, ask: Ask) {
  const { program } = setting;
  let listed = known.get(program);
  if (listed === undefined) {
    const { exitCode, output } = await ask([pathOf(program), "--help"]);
    listed = knownIn(output);
    if (exitCode !== 0 || listed.flags.size === 0) throw new Error(`${program} --help says nothing (${exitCode})`);
    known.set(program, listed);
  }
  if (isListed(setting, listed)) return { said: "takes" as const, words: "" };
  const { exitCode, output } = await ask([pathOf(program), ...questionOf(setting)]);
  const answer = answerOf(setting, exitCode, output);
  if (answer === undefined) throw new Error(`${program} ended with ${exitCode}: ${lastLine(output)}`);
  return { ...answer, words: plainText(answer.words) };
}

/** kubeadm reads the configuration as its upgrade does, and says what it would not take. */
async function validated(text: string, ask: Ask): Promise<TargetPrograms["kubeadm"]> {
  const script = `printf '%s\\n' "$1" > ${folder}/cluster.yaml && kubeadm config validate --config ${folder}/cluster.yaml`;
  const { exitCode, output } = await ask(["sh", "-c", script, "kind-chaos", text]);
  return { accepts: exitCode === 0, words: plainText(kubeadmWords(output)) };
}

function pathOf(program: Program): string {
  return imagePrograms.includes(program) ? `${folder}/usr/local/bin/${program}` : program;
}

function describe({ program, kind, name, value }: Setting): string {
  return `${program} ${kind === "flag" ? `--${name}` : `feature gate ${name}`}=${value}`;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
