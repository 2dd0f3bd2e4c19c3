import { z } from "zod";
import type { Action } from "../model/action.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedSerial } from "../node-tools/captured.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { scriptWords } from "../node-tools/script.ts";
import {
  certificateFunctions,
  judgeShown,
  pkiFolder,
  servingFiles,
  shownCertificate,
} from "../node-tools/serving-certificate.ts";

const { certificate, key } = servingFiles;

/** The certificate that was in date, beside its place, so that each change is one rename. */
const stash = `${pkiFolder}/kind-chaos-apiserver.crt`;

/** Where the one that is over is made. */
const work = "/run/kind-chaos-certificate";

/**
 * An API server reads its files when one of them changes; where it lost the watch of them it begins anew after a minute
 * (apiserver, dynamic_serving_content.go): so many looks, a second apart, and some for a busy machine.
 */
const looks = 80;

/**
 * Every so many looks the files are touched: each change of one has both read again. One whose event was missed would
 * else be found after a minute only, and a healing is late after half of that (src/runner/fault/heal.ts). Without it the
 * API server needed about 4 s.
 */
const touchEvery = 5;

/** Waits until the node's API server shows a certificate that is `state`. */
const awaitShown = (state: "good" | "over") =>
  [
    `for try in $(seq ${looks}); do case $(served | told) in (*${state}) exit 0;; esac; sleep 1`,
    `[ $((try % ${touchEvery})) -ne 0 ] || touch -c ${certificate} ${key}; done`,
    "echo 'the API server does not show it' >&2; exit 1",
  ].join("\n");

/** How `openssl ca` makes a certificate with the names and uses that another one asks for. */
const authority = [
  "[ca]",
  "default_ca=own",
  "[own]",
  `database=${work}/index`,
  `serial=${work}/serial`,
  `new_certs_dir=${work}`,
  "default_md=sha256",
  "policy=any",
  "copy_extensions=copyall",
  "[any]",
  "commonName=optional",
  "organizationName=optional",
].join("\\n");

/** A date as `openssl ca` takes it, some days from now. */
const date = (from: string) => `"$(date -u -d '${from}' +%Y%m%d%H%M%SZ)"`;

/**
 * Puts a certificate of the same key, names and authority in place that was good for a year and ended yesterday, and waits
 * until it is shown. Its serial number is another one.
 */
const expire = [
  certificateFunctions,
  `[ ! -e ${stash} ] || { echo "${stash} is there already: what it keeps would be lost" >&2; exit 1; }`,
  `rm -rf ${work} && mkdir -p ${work} && : >${work}/index && openssl rand -hex 8 >${work}/serial || exit`,
  `printf '${authority}\\n' >${work}/ca.conf || exit`,
  `openssl x509 -x509toreq -copy_extensions copyall -in ${certificate} -signkey ${key} -out ${work}/request 2>/dev/null || exit`,
  `openssl ca -batch -config ${work}/ca.conf -cert ${pkiFolder}/ca.crt -keyfile ${pkiFolder}/ca.key \\`,
  `-in ${work}/request -out ${work}/over -notext -startdate ${date("-366 days")} -enddate ${date("-1 day")} >&2 || exit`,
  `cp -p ${certificate} ${stash}.part && mv ${stash}.part ${stash} || exit`,
  `cp ${work}/over ${certificate}.part && mv ${certificate}.part ${certificate} && rm -rf ${work} || exit`,
  awaitShown("over"),
].join("\n");

/**
 * Puts the certificate back that was in date, unless one that is lies in its place, because it was not replaced yet or
 * somebody renewed it (its key is another one then); and waits until it is shown. Another may do so at the same time.
 */
const putBack = [
  certificateFunctions,
  `rm -rf ${work} ${stash}.part ${certificate}.part`,
  `[ -e ${stash} ] || exit 0`,
  `case $(told <${certificate}) in (*good) rm -f ${stash};; (*) mv ${stash} ${certificate} || [ ! -e ${stash} ] || exit;; esac`,
  awaitShown("good"),
].join("\n");

/** Longer than all looks of a script, milliseconds. */
const timeoutMs = (looks + 30) * 1_000;

function putCertificateBack(node: string): Action {
  return { do: "exec", node, argv: scriptWords(putBack), timeoutMs };
}

/** Lets the certificate that API servers show be over. */
export function certificateExpired(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

/** A certificate that is over lies in the place of one that lies beside it. */
function certificateLook(node: string): CommandLook {
  return {
    what: "an API server's certificate that was replaced",
    node,
    argv: scriptWords(`[ -d ${pkiFolder} ] || exit 0; exec ls -A ${pkiFolder}`),
    isLeft: ({ stdout }) => stdout.includes("kind-chaos-apiserver"),
    mend: [putCertificateBack(node)],
  };
}

const definition = defineFault({
  name: "certificate-expired",
  summary: "an API server's certificate that is over",
  breaks:
    "The certificate that an API server shows: one of the same key, names and authority is put in its place that was " +
    "good for a year and ended yesterday, as where nobody renewed it.",
  fromOutside:
    "Clients that look at dates break off every new connection to it; open ones go on. Checks that do not look, as " +
    "those of load balancers, find nothing, so that it stays where it is.",
  evidence: "A new connection to the node's own API server is shown a certificate that is over.",
  targetRoles: ["control-plane"],
  sustained: true,
  expires: true,
  describe: () => "the API server's certificate over (another one of its key and names, which ended yesterday)",
  capture: async (runtime, { node }) => {
    const shown = await shownCertificate(runtime, node.name);
    if (shown === undefined || shown.isOver)
      throw new PlatformError("target-down", `${node.name} shows no certificate that is in date already`);
    return { serial: shown.serial };
  },
  captured: z.strictObject({ serial: capturedSerial }),
  inject: ({ node }) => [{ do: "exec", node: node.name, argv: scriptWords(expire), timeoutMs }],
  undo: ({ node }) => [putCertificateBack(node.name)],
  active: async (runtime, { node }, _params, captured) =>
    judgeShown(
      await shownCertificate(runtime, node.name),
      ({ serial, isOver }) => isOver && serial !== captured.serial,
    ),
  healed: async (runtime, { node }) => {
    if (await isLeft(runtime, certificateLook(node.name)))
      return { proven: false, detail: "the certificate that was in date still lies beside its place" };
    // One that somebody renewed meanwhile is as good.
    return judgeShown(await shownCertificate(runtime, node.name), ({ isOver }) => !isOver);
  },
  leftovers: ({ node }) => [certificateLook(node.name)],
});

export default definition;
