import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import type { Question } from "../../question/understand.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const none = defineBenign(
  {
    code: "service-account-without-token-secret",
    title: "Service accounts without token Secrets",
    about:
      "Since Kubernetes 1.24 no token Secret is made for a service account: SECRETS is 0, and pods get short-lived, bound tokens through a projected volume. Said where the version is new enough, and the projected token or an allowed access is shown; not where an access is refused.",
    reads: ["ServiceAccount", "Pod", "Node"],
    asked: /\b(?:secrets?|tokens?|service ?accounts?|sa)\b/,
  },
  function* (view, question) {
    if (
      linesIn(
        view,
        /\bUnauthorized\b|\b401\b|^no$|^no - |is forbidden:|secrets\/kubernetes\.io\/serviceaccount\/token: no such file/i,
        1,
      ).length > 0
    )
      return;
    const bound = linesIn(
      view,
      /serviceAccountToken|kube-api-access-|expirationSeconds|token refreshed|BoundServiceAccountToken/i,
      1,
    )[0];
    const allowed = view.evidence
      .filter(({ command }) => /\bauth can-i\b/.test(command))
      .flatMap((piece) => linesOf(piece).filter(({ text }) => text.trim() === "yes"))[0];
    const accounts = view.of("ServiceAccount").filter(({ printed }) => printed.get("SECRETS")?.value === "0");
    if (accounts.length === 0 || !isNew(view, question) || (bound === undefined && allowed === undefined)) return;
    const rest = accounts.filter(({ ref }) => ref.name !== "default");
    const first =
      rest.find(({ ref }) => question.targets.some(({ name }) => name === ref.name)) ?? rest[0] ?? accounts[0]!;
    yield {
      ref: first.ref,
      about: [
        ...accounts.map(({ ref }) => ref),
        ...accounts.map(({ ref }): ObjectRef => ({ ...ref, kind: "Deployment" })),
      ],
      text: `ServiceAccount ${first.ref.name} shows SECRETS 0 by design: since Kubernetes 1.24 no token Secrets are created for service accounts, pods get a short-lived bound token from a projected volume${bound === undefined ? "" : ` (${bound.text.trim().replace(/^- /, "").slice(0, 60)})`}${allowed === undefined ? "" : ", and its access is allowed (can-i: yes)"}`,
      lines: [first.cite(), bound, allowed as Line | undefined],
    };
  },
);

/** Whether something that was shown, or the question, names a version from 1.24 on, or a cluster that has no such Secrets at all. */
function isNew(view: ClusterView, { text }: Question): boolean {
  const shown = [text, ...view.of("Node").map(({ printed }) => printed.get("VERSION")?.value ?? "")].join(" ");
  const versions = [...shown.matchAll(/\bv?1\.(\d{2})\b/g)].map(([, minor]) => Number(minor));
  if (versions.length > 0) return Math.max(...versions) >= 24;
  return linesIn(view, /serviceAccountToken|kube-api-access-/i, 1).length > 0;
}

export const tokenSecrets: readonly BenignRule[] = [none];
