import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { memo } from "../../objects/memo.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { isListedWithout } from "../../workloads/pods.ts";

/** What controllers write where they find no Secret for a host, in the words of ingress-nginx, Traefik, HAProxy and Kong. */
const notFound =
  /(?:local SSL certificate|SSL certificate|TLS secret|[Ss]ecret|certificate)\s+["'`]?([a-z0-9][a-z0-9-]{0,62})\/([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?![a-z0-9-])[^\n]{0,160}?(?:was not found|not found|does not exist|no object matching)/;

const controllers = /ingress|nginx|traefik|haproxy|kong|contour|gateway|router|caddy/;

type Told = { readonly namespace: string; readonly name: string; readonly line: Line };

const toldMissing = memo((view: ClusterView): readonly Told[] =>
  logsOfView(view).flatMap(({ object, templates }) =>
    (controllers.test(object.name) ? templates : []).flatMap(({ last }): readonly Told[] => {
      const match = notFound.exec(last.text.slice(0, 2000));
      return match === null ? [] : [{ namespace: match[1]!, name: match[2]!, line: last }];
    }),
  ),
);

const missing = defineRule(
  {
    code: "ingress-certificate-missing",
    title: "TLS Secret of the Ingress missing",
    about:
      "The Ingress names a Secret for its certificate that does not exist in its namespace: a list shows it, or the controller says so. The controller serves its own default certificate instead (of ingress-nginx `Kubernetes Ingress Controller Fake Certificate`). A Secret of that name in another namespace is not used.",
    reads: ["Ingress", "Secret", "logs"],
  },
  function* (view) {
    for (const ingress of view.of("Ingress"))
      for (const name of listAt(ingress.fields, "spec", "tls").map((entry) => textAt(entry, "secretName"))) {
        const namespace = ingress.ref.namespace ?? "default";
        const ref: ObjectRef = { kind: "Secret", namespace, name };
        const told = toldMissing(view).find((one) => one.name === name && one.namespace === namespace);
        if (name === "" || view.object(ref) !== undefined) continue;
        if (told === undefined && !isListedWithout(view, ref) && !areTlsListedWithout(view, namespace)) continue;
        const elsewhere = view.of("Secret").filter((one) => one.ref.name === name);
        yield {
          object: ingress.ref,
          severity: "warning",
          summary: `${nameOf(ingress.ref)} takes its certificate from Secret "${name}", which does not exist in namespace ${namespace}${placesOf(elsewhere)}: the controller serves its default certificate instead.`,
          evidence: [ingress.cite("spec", "tls"), told?.line, elsewhere[0]?.cite()],
          next: list("certificates", namespace, "Shows whether a certificate for it is being issued."),
          fix: fixByHand(
            elsewhere.length > 0
              ? `Copy the Secret "${name}" to namespace ${namespace} (or have it issued or synchronised there): an Ingress takes Secrets of its own namespace only.`
              : `Create the TLS Secret "${name}", or name one that exists.`,
            list("secrets", namespace, "Shows whether the Secret exists."),
          ),
        };
      }
  },
);

const placesOf = (elsewhere: readonly ObservedObject[]): string =>
  elsewhere.length === 0
    ? ""
    : ` (it exists in namespace ${[...new Set(elsewhere.map(({ ref }) => ref.namespace ?? ""))].join(", ")})`;

/** Just the TLS Secrets were listed, of everywhere or of the namespace, and it is not among them. */
const areTlsListedWithout = (view: ClusterView, namespace: string): boolean =>
  view.listings.some(
    (one) =>
      one.kind === "Secret" &&
      (one.namespace === null || one.namespace === namespace) &&
      /--field-selector[ =]["']?type==?kubernetes\.io\/tls["']?(?:\s|$)/.test(
        view.evidence[one.evidence]?.command ?? "",
      ),
  );

/** Certificates that an Ingress is to show and does not. */
export const ingressCertificateRules: readonly Rule[] = [missing];
