import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { freshWarnings } from "./sound-held.ts";

/** What speaks against calling something well though its own state is good: a fresh warning, a probe that failed, the pods of a node. */
export const speaksAgainst = (meant: readonly ObservedObject[], view: ClusterView): boolean =>
  meant.some((object) => freshWarnings(object, view).length > 0 || isCrowdDown(object, view)) ||
  (meant.some(({ ref }) => reached.test(ref.kind)) && hasFailedProbe(view));

/** What is asked about is not in what was read. */
export const isUnshown = (plain: string, view: ClusterView): boolean =>
  isPressureUnshown(plain, view) || isCertificateUnshown(plain, view);

/** `is it under memory pressure?`: only the conditions of nodes tell; that they are Ready does not. */
const isPressureUnshown = (plain: string, view: ClusterView): boolean =>
  /\bpressure\b/.test(plain) &&
  !view.of("Node").some(({ fields }) => listAt(fields, "status", "conditions").some(isOfPressure));

/** `browsers complain of its certificate`: neither pods nor endpoints tell of certificates; something that was read has to. */
const isCertificateUnshown = (plain: string, view: ClusterView): boolean =>
  /\b(?:certificates?|certs?|x509)\b/.test(plain) &&
  !view.objects.some(({ ref, fields }) => ofCertificate.test(ref.kind) || /tls/.test(textAt(fields, "type"))) &&
  !view.evidence.some(
    ({ command, stdout }) => readsCertificate.test(command) || saysOfOne.test(stdout.slice(0, 200_000)),
  );

const ofCertificate =
  /^(?:Certificate|CertificateRequest|CertificateSigningRequest|ClusterIssuer|Issuer|Order|Challenge)$/;
const readsCertificate = /\bopenssl\b|\bcurl\b|\bcmctl\b|\bcheck-expiration\b|tls\.crt/;
const saysOfOne =
  /\b(?:notAfter|Not After|expires? on|renewed|renewal|issued|certificate (?:is |was )?(?:valid|verified|reloaded|loaded|up to date))\b/i;

const isOfPressure = (condition: unknown): boolean => /Pressure$/.test(textAt(condition, "type"));

const reached = /^(?:Service|Ingress|Endpoints|EndpointSlice|HTTPRoute|Gateway)$/;

/** Most pods of a node fail, of two at least: it may be the node. */
function isCrowdDown({ ref }: ObservedObject, view: ClusterView): boolean {
  if (ref.kind !== "Node") return false;
  const own = podsOf(view).filter(({ node, health }) => node === ref.name && health !== "done");
  const failing = own.filter(({ health }) => health === "failing").length;
  return failing >= 2 && failing * 2 > own.length;
}

/** Somebody tried to reach something from inside, and did not. */
const hasFailedProbe = (view: ClusterView): boolean =>
  view.evidence.some(
    ({ command, stdout, stderr }) =>
      probe.test(command) && unanswered.test(`${stdout.slice(0, 4000)}\n${stderr.slice(0, 4000)}`),
  );

const probe =
  /\b(?:exec|run|debug)\b[^\n]{0,300}\b(?:curl|wget|nc|nslookup|dig|ping|telnet|grpcurl|getent|host|pg_isready|redis-cli)\b/;
const unanswered =
  /connection refused|can't connect|could not connect|failed to connect|timed? ?out|could not resolve|can't (?:find|resolve)|nxdomain|servfail|no route to host|bad address|unreachable|no servers could be reached|(?:HTTP\/\S{1,4} |^)50[0-4]\b/im;
