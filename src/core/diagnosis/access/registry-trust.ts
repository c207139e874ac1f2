import { certificateTrouble, sayTrouble } from "./certificate-trouble.ts";

/** What is wrong with the certificate of a registry, as each of these is mended in another way. */
export const untrustedRegistry = (host: string, text: string, matched: string): string => {
  const trouble = certificateTrouble(text);
  return trouble
    ? `${sayTrouble(trouble, `registry ${host}`)}, so the connection is not trusted`
    : `the connection to registry ${host} is not trusted (${matched})`;
};

/** How it is mended. */
export const trustMend = (text: string): string => mends.get(certificateTrouble(text)?.kind ?? "") ?? unknown;

const unknown =
  "Give the registry a certificate that the nodes trust, or make the nodes' container runtime trust its authority.";

const mends: ReadonlyMap<string, string> = new Map([
  ["expired", "Renew the registry's certificate; the pods pull by themselves then."],
  ["not-yet-valid", "Set the clock of the node or of the registry right, or issue the certificate anew."],
  ["other-name", "Pull by a host name of the certificate, or give the registry a certificate for this name."],
  ["plain-http", "Serve the registry over HTTPS, or mark it as insecure in the nodes' container runtime."],
]);
