import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { isOver, type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { changeOf, isBefore, type Moment, madeOf, newestIn } from "../../objects/moments.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { inNamespace, suggest } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { storeOf } from "../../products/store-of.ts";
import { podSpecsOf, specContainersOf } from "../../workloads/pod-specs.ts";

/** A Secret that has other values than the data on a volume, which is older. */
type Kept = {
  readonly store: ObjectRef;
  readonly secret: ObservedObject;
  readonly claim: ObservedObject;
  readonly changed: Moment;
  readonly made: Moment;
  /** The line by which the store says that it found data and set nothing up. */
  readonly found: Line | undefined;
};

/** https://github.com/docker-library/postgres, and the words of Bitnami's images and of MySQL's entry point. */
const foundData =
  /Skipping initialization|appears to contain a database|with persisted data|[Uu]sing persisted data|(?:[Dd]atabase|[Dd]ata ?(?:dir|directory|folder)) (?:is )?already (?:been )?initiali[sz]ed|existing data(?:base| directory)? found/;

const noLogins = new Set(["helm.sh/release.v1", "kubernetes.io/service-account-token", "kubernetes.io/tls"]);

const keptBy = (view: ClusterView, store: ObjectRef, said: LogStatement): Kept | undefined => {
  const now = newestIn(said.log);
  const found = logsOfView(view)
    .filter(({ object }) => isOf(view, object, store))
    .flatMap(({ tail, templates }) => [...tail, ...templates.map(({ last }) => last)])
    .find(({ text }) => foundData.test(text.slice(0, 2000)));
  for (const claim of claimsOf(view, store))
    for (const secret of secretsOf(view, store)) {
      const [changed, made] = [changeOf(secret), madeOf(claim)];
      if (changed && made && isBefore(made, changed, now)) return { store, secret, claim, changed, made, found };
    }
  return undefined;
};

/** Whether a log is of a pod of the store: by what made the pod, else by the name that a StatefulSet gives it. */
const isOf = (view: ClusterView, { namespace, name }: ObjectRef, store: ObjectRef): boolean =>
  namespace === store.namespace &&
  (workloadOf(view, { kind: "Pod", ...(namespace ? { namespace } : {}), name }).name === store.name ||
    name.replace(/-\d{1,3}$/, "") === store.name);

const inPlaceOf = (view: ClusterView, kind: string, { namespace }: ObjectRef): readonly ObservedObject[] =>
  view.of(kind).filter(({ ref }) => ref.namespace === namespace);

/** The claims that the template of a StatefulSet makes, and those that its pods name. */
const claimsOf = (view: ClusterView, store: ObjectRef): readonly ObservedObject[] => {
  const named = podSpecsOf(view, store).flatMap(({ spec }) =>
    listAt(spec, "volumes").map((volume) => textAt(volume, "persistentVolumeClaim", "claimName")),
  );
  return inPlaceOf(view, "PersistentVolumeClaim", store).filter(
    ({ ref: { name } }) => named.includes(name) || name.replace(/-\d{1,3}$/, "").endsWith(`-${store.name}`),
  );
};

/** The Secrets that a store reads, else those that are called after it. */
const secretsOf = (view: ClusterView, store: ObjectRef): readonly ObservedObject[] => {
  const read = podSpecsOf(view, store)
    .flatMap((spec) => specContainersOf(spec))
    .flatMap(({ spec }) => [
      ...listAt(spec, "env").map((one) => textAt(one, "valueFrom", "secretKeyRef", "name")),
      ...listAt(spec, "envFrom").map((one) => textAt(one, "secretRef", "name")),
    ])
    .filter((name) => name !== "");
  const isNamed = (name: string) => name === store.name || name.startsWith(`${store.name}-`);
  return inPlaceOf(view, "Secret", store).filter(
    ({ ref: { name }, fields, printed }) =>
      !noLogins.has(textAt(fields, "type") || (printed.get("TYPE")?.value ?? "")) &&
      (read.length > 0 ? read.includes(name) : isNamed(name)),
  );
};

const keptPassword = defineRule(
  {
    code: "store-keeps-former-password",
    title: "Store keeps the password that its data were made with",
    about:
      "Images of databases take the password from their Secret only when they set up an empty data directory. The Secret is newer than the volume: it was generated anew (mostly by an upgrade with helm that did not pass the former password), the store found its old data and keeps the former password, and clients that read the Secret are refused.",
    reads: ["logs", "Secret", "PersistentVolumeClaim", "StatefulSet"],
    explains: ["wrong-credentials", "uncaught-exception", "application-error", ...crashSymptoms],
  },
  function* (view) {
    const told = new Set<string>();
    for (const said of logStatements(view)) {
      const { object, health } = said.log;
      if (said.cause.code !== "wrong-credentials" || isOver(said)) continue;
      const stores = storeOf(view, object, said.template.last.text)?.related ?? [];
      const store = stores.find(({ kind }) => kind === "StatefulSet" || kind === "Deployment");
      const kept = store && keptBy(view, store, said);
      if (kept === undefined || told.has(keyOf(kept.secret.ref))) continue;
      told.add(keyOf(kept.secret.ref));
      const { secret, claim, changed, made, found } = kept;
      yield {
        object: secret.ref,
        severity: health === "failing" ? "critical" : "warning",
        confidence: found ? "confirmed" : "likely",
        summary: `${nameOf(secret.ref)} has a new password (${changed.said}), but ${nameOf(kept.store)} keeps the old one: its data are on the existing volume of claim ${claim.ref.name} (made ${made.said}), and a store sets passwords only when it initializes an empty one${found ? `; its log says so ("${found.text.trim().slice(-70)}")` : ""}. So ${nameOf(object)} is refused.`,
        evidence: [changed.line, made.line, found, said.template.last],
        related: unique([object, kept.store, claim.ref, ...stores, ...ownersOf(view, object)]),
        next: suggest(
          ["get", "secrets", ...inNamespace(secret.ref), "--sort-by=.metadata.creationTimestamp"],
          "Shows which Secrets were made anew.",
        ),
        fix: fixByHand(
          "Put the former password back into the Secret (from the earlier release or a backup), or set the one of the Secret in the store (ALTER USER ... PASSWORD) while it runs. Name an existing Secret in the chart's values, so that no upgrade generates another.",
          verifyRollout(view, object),
        ),
      };
    }
  },
);

/** Stores and the Secrets that their clients read. */
export const keptPasswordRules: readonly Rule[] = [keptPassword];
