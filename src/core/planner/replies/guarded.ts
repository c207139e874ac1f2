import type { Finding } from "../../diagnosis/finding.ts";
import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Benign } from "../benign/benign.ts";
import { benignIn } from "../benign/benign-in.ts";
import { isWorkWaiting } from "../benign/scaling/waiting-work.ts";
import { type Home, placeOf } from "../command-line.ts";
import { topicOf } from "../investigation/topic.ts";
import { complainsOfCertificate, saysCertificate } from "../question/complains-of-certificate.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { isVoid } from "../well/explained.ts";
import { commandBlock, evidenceBlock, paragraphs } from "../wording.ts";
import { replyToTrouble } from "./trouble.ts";

/**
 * Nothing is called well against what people tell of it and what was read cannot refute: a certificate that is not in order, and work that
 * piles up. Whatever runs and is ready beside it is no answer.
 */
export function guarded(question: Question, situation: Situation, home: Home, reply: Reply): Reply {
  if (reply.conclusion.verdict !== "healthy") return reply;
  if (complainsOfCertificate(question.text)) return ofCertificate(question, situation, home, reply);
  return isWorkWaiting(question, situation.view)
    ? open(
        "Everything that was looked at runs, and that does not answer why work piles up: how much waits, and in which queue or consumer group, was not shown.",
        question,
        situation,
        home,
      )
    : reply;
}

function ofCertificate(question: Question, situation: Situation, home: Home, reply: Reply): Reply {
  const benign = benignIn(question, situation.view);
  const failing = situation.diagnosis.findings.filter(
    (one) => isOfCertificate(one) && isInPlace(question, one) && !isVoid(one, benign),
  );
  if (failing.length === 0)
    return isCertificateSeen(situation.view) || benign.some(isOfTls) || !saysCertificate(question.text)
      ? reply
      : open(
          "Everything that was looked at runs, and nothing of that shows the certificate itself: whether it is valid is not known.",
          question,
          situation,
          home,
        );
  const asked: Question = { ...question, targets: [], kinds: [], intent: "troubleshoot" };
  const told = replyToTrouble(asked, situation, home);
  if (told.conclusion.verdict !== "healthy") return told;
  const summary = failing[0]!.summary;
  return {
    text: paragraphs(summary, evidenceBlock(failing[0]!.evidence)),
    suggestions: [],
    findings: failing,
    conclusion: { verdict: "undecided", summary, confidence: "likely" },
  };
}

const isOfCertificate = ({ code, severity, confidence }: Finding): boolean =>
  /^(?:certificate-|issuer-not-ready|ingress-certificate|challenge-)/.test(code) &&
  severity !== "info" &&
  confidence !== "possible";

/** What was written about it is explained. */
const isOfTls = ({ text, isDoubt }: Benign): boolean =>
  !isDoubt && /\b(?:tls|ssl|certificates?|handshakes?)\b/i.test(text);

const isInPlace = ({ scope: { namespaces } }: Question, { object, related }: Finding): boolean =>
  namespaces.length === 0 ||
  [object, ...related].some(({ namespace }) => namespace === undefined || namespaces.includes(namespace));

/** Something that tells of the certificate was read: an object of it that is in order, or what a client saw of it. */
const isCertificateSeen = (view: ClusterView): boolean =>
  view.objects.some(({ ref, fields, printed }) => {
    if (!/^(?:Certificate|CertificateRequest|CertificateSigningRequest)$/.test(ref.kind)) return false;
    const ready = listAt(fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
    return (printed.get("READY")?.value ?? (textAt(ready, "status") || "True")) === "True";
  }) ||
  view.evidence.some(
    ({ command, stdout }) =>
      /\bopenssl\b|\bcurl\b|\bcmctl\b|\bcheck-expiration\b|tls\.crt/.test(command) ||
      /\b(?:notAfter|Not After|certificate (?:is |was )?(?:issued|valid|verified|reloaded|loaded|up to date|rotated))\b/i.test(
        stdout.slice(0, 200_000),
      ),
  );

/** It stays open, and these reads would show it. */
function open(summary: string, question: Question, situation: Situation, home: Home): Reply {
  const { suggestions } = choose(topicOf(question)?.reads(placeOf(question, home, "-A")) ?? [], situation, 3);
  return {
    text: paragraphs(summary, commandBlock("Next:", suggestions)),
    suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}
