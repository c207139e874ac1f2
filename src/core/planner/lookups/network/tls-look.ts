import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { type LookForm, listed } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { type Manifest, manifestsIn } from "../printed/manifests.ts";

const tls = /\b(?:tls|ssl|https|encrypt\w*|(?:a )?certificates?)\b/;
const lacking = /\b(?:no|not|without|lack\w*|missing|un\w*encrypted|do not|don't|plain)\b/;
const accounted =
  /^(?:tls|ssl|https|http|encrypt\w*|unencrypted|certificates?|ingress\w*|services?|svc|not|no|without|lack\w*|missing|don't|plain|section|configured|enabled|terminat\w*|expos\w*|serves?|speaks?|offers?|ports?|list|of)$/;

type Asked = { readonly kind: "Ingress" | "Service"; readonly lacks: boolean };

function askedIn({ plain, kinds, targets, intent, selectors }: Question): Asked | null {
  if (intent === "change" || targets.length > 0 || selectors.labels.length > 0 || !tls.test(plain)) return null;
  if (!/^(?:which|what|list|show|are|do|does|is|how many|any)\b/.test(plain)) return null;
  if (/\b(?:expir\w*|valid|renew\w*|soon|why)\b/.test(plain) || wordsLeft(plain, accounted).length > 0) return null;
  const kind = kinds.map((mention) => mention.kind.kind).find((one) => one === "Ingress" || one === "Service");
  return kind === undefined ? null : { kind: kind as Asked["kind"], lacks: lacking.test(plain) };
}

/** `which ingresses use tls`: their TLS sections, which no column shows; of services what their ports say, as they have none. */
export const tlsLook: LookForm = (question, look) => {
  const asked = askedIn(question);
  if (asked === null) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("get", asked.kind === "Ingress" ? "ingresses" : "services", place, "-o json"),
    reason:
      asked.kind === "Ingress"
        ? "Shows the TLS section of each ingress, which the table does not."
        : "Shows the numbers and names of the ports.",
  }));
  if (found === null || "ask" in found) return found;
  const objects = manifestsIn(found.piece);
  const details = `Read with \`${found.piece.command}\`.`;
  const summary =
    asked.kind === "Ingress" ? ofIngresses(asked, objects, found.where) : ofServices(asked, objects, found.where);
  return { answered: { summary, details } };
};

const nameOf = ({ namespace, name }: Manifest): string => `${namespace}/${name}`;

function ofIngresses({ lacks }: Asked, objects: readonly Manifest[], where: string): string {
  if (objects.length === 0) return `There are no ingresses ${where}.`;
  const sections = objects.map((object) => ({ object, own: listAt(object.fields, "spec", "tls") }));
  const meant = sections.filter(({ own }) => (own.length === 0) === lacks);
  const said = meant.map(({ object, own }) => {
    const secrets = own.map((one) => textAt(one, "secretName")).filter((name) => name !== "");
    return `${nameOf(object)}${secrets.length === 0 ? "" : ` (Secret ${enumerated(secrets, 4)})`}`;
  });
  const what = lacks ? "no TLS section" : "a TLS section";
  return meant.length === 0
    ? `None of the ${objects.length} ingresses ${where} has ${what}.`
    : `${meant.length} of ${objects.length} ingresses ${where} ${meant.length === 1 ? "has" : "have"} ${what}: ${enumerated(said, 20)}.`;
}

/** Ports that by number or name are for TLS. */
const tlsPorts = ({ fields }: Manifest): readonly string[] =>
  listAt(fields, "spec", "ports").flatMap((one) => {
    const [port, name, protocol] = [textAt(one, "port"), textAt(one, "name"), textAt(one, "appProtocol")];
    return /^(?:443|8443|6443|9443)$/.test(port) || /\b(?:https|tls|ssl|wss)\b/.test(`${name} ${protocol}`)
      ? [`${port}${name === "" ? "" : ` ${name}`}`]
      : [];
  });

function ofServices({ lacks }: Asked, objects: readonly Manifest[], where: string): string {
  if (objects.length === 0) return `There are no services ${where}.`;
  const meant = objects.filter((object) => (tlsPorts(object).length === 0) === lacks);
  const said = meant.map((object) => `${nameOf(object)}${lacks ? "" : ` (port ${enumerated(tlsPorts(object), 4)})`}`);
  const note = "A Service has no TLS setting of its own: what its pods speak behind another port is not shown.";
  const what = lacks ? "no port that is for TLS by its number or name" : "a port that is for TLS by its number or name";
  return meant.length === 0
    ? `None of the ${objects.length} services ${where} has ${what}. ${note}`
    : `${meant.length} of ${objects.length} services ${where} ${meant.length === 1 ? "has" : "have"} ${what}: ${enumerated(said, 20)}. ${note}`;
}
