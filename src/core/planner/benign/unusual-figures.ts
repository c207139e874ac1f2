import { entriesAt, numberAt } from "../../diagnosis/objects/fields.ts";
import { quantity } from "../../diagnosis/objects/quantity.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import { type BenignRule, defineBenign } from "./benign.ts";
import { isAnythingDown } from "./reading/standing.ts";

const workQueue = defineBenign(
  {
    code: "job-of-a-work-queue",
    title: "Completions of a Job without a number of them",
    about:
      "A Job without spec.completions is a work queue: kubectl prints `3/1 of 5` for 3 pods that succeeded of the 5 that work at once, and the Job is done when one has succeeded and all have ended. More than 1 is no work done twice.",
    reads: ["Job"],
    asked:
      /completions?|\d+\/1\b|percent|%|twice|double|duplicat\w*|more than (?:one|1|100)|too (?:many|often)|again|\bof \d+\b/,
  },
  function* (view) {
    for (const job of view.of("Job")) {
      const cell = job.printed.get("COMPLETIONS");
      const [, done, most] = /^(\d{1,6})\/1 of (\d{1,6})$/.exec(cell?.value ?? "") ?? [];
      const failed = numberAt(job.fields, "status", "failed") ?? 0;
      if (
        done === undefined ||
        most === undefined ||
        cell === undefined ||
        failed > 0 ||
        /Failed|Suspended/.test(job.printed.get("STATUS")?.value ?? "")
      )
        continue;
      if (Number(done) > Number(most) || isAnythingDown(view, job.ref.namespace)) continue;
      yield {
        ref: job.ref,
        text: `Job ${job.ref.name} is a work queue (no spec.completions, parallelism ${most}): ${cell.value} means that ${done} of its ${most} pods have succeeded, each with its own part, and the Job completes when all have ended; nothing is done twice by this`,
        lines: [cell.line, job.cite("spec", "parallelism")],
      };
    }
  },
);

const encoded = defineBenign(
  {
    code: "secret-is-base64",
    title: "Secret whose values are printed in base64",
    about:
      "The values under `data` of a Secret are printed in base64, which is an encoding and no encryption. Said where the question gives both, and the one decodes to just the other, so that what is stored is what was meant.",
    reads: ["Secret"],
    asked: /secret|password|token|credential|key\b|base64|encrypt|scrambl|garbl|encod|cipher|hash/,
  },
  function* (view, question) {
    const words = question.text.slice(0, 2000).match(/[\w+/=!@#$%^&*.:-]{4,200}/g) ?? [];
    const trimmed = words.map((word) => word.replace(/[.:]+$/, ""));
    const pairs = trimmed.map((word) => decoded(word)).filter((plain) => plain !== null);
    if (pairs.length === 0 || isAnythingDown(view)) return;
    if (!pairs.some((plain) => trimmed.includes(plain))) {
      for (const secret of view.of("Secret"))
        yield {
          ref: secret.ref,
          text: `the value that is shown of Secret ${secret.ref.name} is base64, and does not decode to what the question says was stored`,
          lines: [secret.cite("data"), secret.cite()],
          isDoubt: true as const,
        };
      return;
    }
    for (const secret of view.of("Secret"))
      yield {
        ref: secret.ref,
        text: `the value in Secret ${secret.ref.name} is not encrypted and not damaged but base64-encoded, as all values under data are: it decodes to just what was stored, pods get the decoded value, and it need not be made anew`,
        lines: [secret.cite("data"), secret.cite()],
      };
  },
);

/** What a word says in base64; null where it is none. */
function decoded(word: string): string | null {
  if (word.length % 4 !== 0 || !/^[A-Za-z0-9+/]{8,200}={0,2}$/.test(word)) return null;
  const text = atob(word);
  return /^[\x20-\x7e]+$/.test(text) ? text : null;
}

const thousandths = defineBenign(
  {
    code: "quantity-in-thousandths",
    title: "Memory that is counted in thousandths of a byte",
    about:
      "A request such as 0.7Gi is no whole number of bytes; Kubernetes then writes sums of it with the suffix m, thousandths of a byte: 6012954214400m are 5.6Gi. The amount is right, below its limit.",
    reads: ["ResourceQuota"],
    asked: /\d{6,20}m\b|trillion|billion|suffix|milli|weird|strange|mad\b|crazy|huge|absurd|broken|wrong|unit/,
  },
  function* (view) {
    for (const quota of view.of("ResourceQuota")) {
      const used = [...entriesAt(quota.fields, "status", "used")].find(([, value]) => /^\d{6,20}m$/.test(value));
      if (used === undefined) continue;
      const hard = entriesAt(quota.fields, "status", "hard").get(used[0]) ?? "";
      const [now, most] = [quantity(used[1]), quantity(hard)];
      if (now === undefined || most === undefined || now > 0.9 * most || isAnythingDown(view, quota.ref.namespace))
        continue;
      const line = view.evidence
        .flatMap((piece) => linesOf(piece).slice(0, 2000))
        .find(({ text }) => text.includes(used[1]));
      yield {
        ref: quota.ref,
        text: `ResourceQuota ${quota.ref.name} counts right: ${used[0]} ${used[1]} has the suffix m, thousandths of a byte, which comes of a request with a fraction (such as 0.7Gi), and is ${(now / 2 ** 30).toFixed(1)}Gi of ${hard}`,
        lines: [line, quota.cite("status", "used", used[0])],
      };
    }
  },
);

export const unusualFigures: readonly BenignRule[] = [workQueue, encoded, thousandths];
