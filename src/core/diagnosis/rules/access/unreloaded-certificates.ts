import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { certificatesFor } from "../../access/certificate-chain.ts";
import { fixWith, verifyRollout } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { backings } from "../../network/backings.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { changeOf, isBefore, type Moment, newestIn, startOf } from "../../objects/moments.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { inNamespace, resourceOf, suggest } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { podSpecsOf } from "../../workloads/pod-specs.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";

/** A certificate that was renewed: the Secret that holds it, and since when. */
type Renewed = { readonly secret: string; readonly ref: ObjectRef; readonly since: Moment; readonly until: string };

const renewedFor = (view: ClusterView, host: string, namespace: string | undefined): readonly Renewed[] => [
  ...certificatesFor(view, host).flatMap((one) => {
    const begins = textAt(one.fields, "status", "notBefore");
    const secret = textAt(one.fields, "spec", "secretName");
    if (begins === "" || secret === "") return [];
    const since = { time: Date.parse(begins), said: `at ${begins}`, line: one.cite("status", "notBefore") };
    return [{ secret, ref: one.ref, since, until: textAt(one.fields, "status", "notAfter") }];
  }),
  ...view
    .of("Secret")
    .filter(({ ref, fields }) => ref.namespace === namespace && /^kubernetes\.io\/tls$/.test(textAt(fields, "type")))
    .flatMap((one) => {
      const since = changeOf(one);
      return since ? [{ secret: one.ref.name, ref: one.ref, since, until: "" }] : [];
    }),
];

/** The pods that show the certificate: those behind the Service that was called, or the one that wrote the log. */
const serversOf = (view: ClusterView, { about, log }: LogStatement): readonly PodReading[] => {
  const services = about.related.filter(({ kind }) => kind === "Service").map(keyOf);
  const behind = backings(view)
    .filter((backing) => services.includes(keyOf(backing.ref)))
    .flatMap((backing) => backing.pods);
  const names = new Set(about.related.map(({ name }) => name));
  const named = podsOf(view).filter((pod) => names.has(workloadOf(view, pod.ref).name));
  return behind.length + named.length > 0
    ? [...behind, ...named]
    : podsOf(view).filter((pod) => keyOf(pod.ref) === keyOf(log.object));
};

/** The line of the volume through which a pod mounts a Secret. */
const mountOf = (view: ClusterView, pod: ObjectRef, secret: string): Line | undefined => {
  for (const spec of podSpecsOf(view, pod))
    for (const volume of listAt(spec.spec, "volumes")) {
      const projected = listAt(volume, "projected", "sources").some((one) => textAt(one, "secret", "name") === secret);
      if (textAt(volume, "secret", "secretName") === secret)
        return spec.cite("volumes", textAt(volume, "name"), "secret", "secretName");
      if (projected) return spec.cite("volumes", textAt(volume, "name"), "projected");
    }
  return undefined;
};

const unreloaded = defineRule(
  {
    code: "certificate-not-reloaded",
    title: "Server still shows the certificate of before its renewal",
    about:
      "The certificate in the Secret was renewed and is valid, and clients are still shown the expired one: the server read the file when it started and does not look at it again. A restart helps, and a server that reloads its certificate helps for good.",
    reads: ["logs", "Certificate", "Secret", "Pod"],
    explains: [
      "certificate-expired",
      "certificate-untrusted",
      "call-timed-out",
      "connection-broken",
      "gateway-failing",
    ],
  },
  function* (view) {
    for (const said of logStatements(view).filter((one) => one.cause.code === "certificate-expired")) {
      for (const pod of serversOf(view, said)) {
        const started = startOf(pod);
        const renewed = renewedFor(view, said.target?.host ?? "", pod.ref.namespace).find(
          (one) =>
            mountOf(view, pod.ref, one.secret) !== undefined &&
            started &&
            isBefore(started, one.since, newestIn(said.log)),
        );
        if (renewed === undefined || started === undefined) continue;
        const workload = workloadOf(view, pod.ref);
        yield {
          object: pod.ref,
          severity: said.log.health === "failing" ? "critical" : "warning",
          confidence: "likely",
          summary: `${nameOf(pod.ref)} still serves the certificate that it loaded when it started (${started.said}): ${nameOf(renewed.ref)} was renewed ${renewed.since.said}${renewed.until ? ` and is valid until ${renewed.until}` : ""}, and the program has not read the Secret ${renewed.secret} again.`,
          evidence: [renewed.since.line, started.line, mountOf(view, pod.ref, renewed.secret), said.template.last],
          related: unique([renewed.ref, said.log.object, ...ownersOf(view, pod.ref), ...said.about.related]),
          fix: fixWith(
            "Restart the server, so that it loads the renewed certificate; let it reload the file by itself for the next time.",
            ["Deployment", "StatefulSet", "DaemonSet"].includes(workload.kind)
              ? suggest(
                  ["rollout", "restart", `${resourceOf(workload.kind)}/${workload.name}`, ...inNamespace(workload)],
                  "The program reads its certificate when it starts.",
                )
              : [],
            verifyRollout(view, pod.ref),
          ),
        };
        break;
      }
    }
  },
);

/** Certificates that were renewed and are not in use yet. */
export const unreloadedCertificateRules: readonly Rule[] = [unreloaded];
