import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import forge from "node-forge";

/** A key with its certificate, as PEM texts. */
export interface KeyedCertificate {
  readonly cert: string;
  readonly key: string;
}

const generate = promisify(generateKeyPair);
const dayMs = 86_400_000;
const usual: Validity = { fromDays: -1, toDays: 365 };

/** An authority on this machine: 2048-bit RSA and valid for a year, as kubeadm's certificates are. */
export async function createAuthority(name: string): Promise<KeyedCertificate> {
  return create(name, undefined, usual, [
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, critical: true },
  ]);
}

/** From when to when a certificate is valid, days from now. */
export interface Validity {
  readonly fromDays: number;
  readonly toDays: number;
}

/**
 * A certificate for these DNS names, 127.0.0.1 and further addresses, signed by an authority; good for servers and for
 * clients.
 */
export async function issueCertificate(
  authority: KeyedCertificate,
  names: readonly [string, ...string[]],
  addresses: readonly string[] = [],
  validity = usual,
): Promise<KeyedCertificate> {
  return create(names[0], authority, validity, [
    { name: "extKeyUsage", serverAuth: true, clientAuth: true },
    {
      name: "subjectAltName",
      altNames: [
        ...names.map((value) => ({ type: 2, value })),
        ...["127.0.0.1", ...addresses].map((ip) => ({ type: 7, ip })),
      ],
    },
  ]);
}

async function create(
  name: string,
  authority: KeyedCertificate | undefined,
  validity: Validity,
  extensions: object[],
): Promise<KeyedCertificate> {
  const { publicKey, privateKey: key } = await generate("rsa", {
    modulusLength: 2_048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  const certificate = forge.pki.createCertificate();
  const subject = [{ name: "commonName", value: name }];
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  // Positive and different for each, as the standard asks.
  certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(12))}`;
  certificate.validity.notBefore = new Date(Date.now() + validity.fromDays * dayMs);
  certificate.validity.notAfter = new Date(Date.now() + validity.toDays * dayMs);
  certificate.setSubject(subject);
  certificate.setIssuer(
    authority === undefined ? subject : forge.pki.certificateFromPem(authority.cert).subject.attributes,
  );
  certificate.setExtensions(extensions);
  certificate.sign(forge.pki.privateKeyFromPem(authority?.key ?? key), forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(certificate), key };
}
