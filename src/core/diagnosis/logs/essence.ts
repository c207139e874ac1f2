import { certificateTrouble } from "../access/certificate-trouble.ts";

/** What a layer puts before the error of the layer below, and what says nothing when the layer below is quoted as well. */
const layers =
  /^(?:rpc error: code = \w{1,30} desc = |failed to (?:provision volume with StorageClass "[^"]{0,253}"|sync \w{1,40}(?: cache)?|create containerd task|create shim task|call webhook|do request|mount secrets store objects for pod \S{1,300} err)(?: ?[:,] |: )|error making mount request: |OCI runtime (?:create|exec) failed: |runc (?:create|exec) failed: |unable to start container process: |error during container init: |Internal error occurred: |error when (?:creating|applying patch|patching|replacing) (?:"[^"]{0,300}")?:? )/;

/**
 * A message of many layers in few words: each layer puts its own words before those of the one below, so that what decides
 * stands at the end. What is too much goes out of the middle; what is wrong with a certificate is said in plain words.
 */
export const essence = (message: string, room: number): string => {
  const said = unwrapped(message.replaceAll(/\s+/g, " ").trim())
    .replaceAll(/rpc error: code = \w{1,30} desc = /g, "")
    .replace(dumped, "");
  if (said.length <= room) return said;
  const trouble = certificateTrouble(said);
  if (trouble !== undefined) {
    const host = /https?:\/\/([\w.:-]{1,253})/.exec(said)?.[1];
    return `${firstOf(said, Math.max(30, room - 170))} … ${host ? `${host}: ` : ""}${trouble.kind === "plain-http" || trouble.kind === "handshake" ? "it" : "the TLS certificate"} ${trouble.said}`;
  }
  const last = lastOf(said, room - 75);
  const code = errorCode.exec(said.slice(40, -last.length))?.[0];
  return `${said.slice(0, 40).trimEnd()} … ${code ? `${code} … ` : ""}${last}`;
};

/** A selector as Go prints it, before what is wrong with it. */
const dumped = /\bv1\.LabelSelector\{[^\n]{0,800}?\(nil\)\}: /;

/** How clouds name an error in the middle of a message. */
const errorCode =
  /\bapi error \w{3,60}|\bErrorCode[:=] ?"?\w{3,60}|\b[Cc]ode[:=] ?"\w{3,60}"|\b[A-Z]\w{2,40}(?:Exceeded|Denied|NotFound|NotAllowed|Forbidden|Conflict|Exception)\b/;

const unwrapped = (text: string): string => {
  let rest = text;
  for (let round = 0; round < 8; round++) {
    const shorter = rest.replace(layers, "");
    if (shorter === rest || shorter.length < 12) break;
    rest = shorter;
  }
  return rest;
};

/** The beginning of a text, to the end of a word. */
const firstOf = (text: string, room: number): string => {
  const beginning = text.slice(0, room);
  return beginning.slice(0, Math.max(beginning.lastIndexOf(" "), room / 2)).trimEnd();
};

/** The end of a text, from the beginning of a clause or at least of a word. */
const lastOf = (text: string, room: number): string => {
  const ending = text.slice(-room);
  const clause = ending.indexOf(": ");
  if (clause >= 0 && clause < room / 2) return ending.slice(clause + 2);
  return ending.slice(ending.indexOf(" ") + 1);
};
