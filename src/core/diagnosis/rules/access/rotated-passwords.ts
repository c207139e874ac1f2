import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { type Rotation, rotationOf } from "../../access/password-rotations.ts";
import { refusedUser } from "../../access/refused-user.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { isOver, type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { timeIn } from "../../logs/log-times.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { changeOf } from "../../objects/moments.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { storeOf } from "../../products/store-of.ts";
import { podSpecsOf, type SpecContainer, specContainersOf } from "../../workloads/pod-specs.ts";

type Read = { readonly ref: ObjectRef; readonly line: Line };

/** The Secrets from which a container takes what looks like a password; without one, all that it takes its environment from. */
const passwordsOf = (view: ClusterView, { log }: LogStatement): readonly Read[] => {
  const all = podSpecsOf(view, log.object)
    .flatMap((pod) => specContainersOf(pod, log.container))
    .flatMap(readsOf);
  const passwords = all.filter(({ isPassword }) => isPassword);
  return passwords.length > 0 ? passwords : all;
};

const readsOf = (container: SpecContainer): readonly (Read & { readonly isPassword: boolean })[] => {
  const { namespace } = container.pod.object.ref;
  const refOf = (name: string): ObjectRef => ({ kind: "Secret", ...(namespace ? { namespace } : {}), name });
  const single = listAt(container.spec, "env").map((one) => ({
    name: textAt(one, "valueFrom", "secretKeyRef", "name"),
    isPassword: secretWords.test(`${textAt(one, "name")} ${textAt(one, "valueFrom", "secretKeyRef", "key")}`),
    line: () => container.cite("env", textAt(one, "name"), "valueFrom", "secretKeyRef", "name"),
  }));
  const whole = listAt(container.spec, "envFrom").map((one, index) => ({
    name: textAt(one, "secretRef", "name"),
    isPassword: false,
    line: () => container.cite("envFrom", `${index}`, "secretRef", "name"),
  }));
  return [...single, ...whole]
    .filter(({ name }) => name !== "")
    .map(({ name, isPassword, line }) => ({ ref: refOf(name), isPassword, line: line() }));
};

const secretWords = /pass|pwd|_url\b|_uri\b|dsn|credential/i;

/** Where the new password is, and what tells so. */
type Elsewhere = {
  readonly user: string;
  readonly read: Read;
  readonly places: readonly ObjectRef[];
  readonly why: string;
  readonly lines: readonly (Line | undefined)[];
  readonly isTold: boolean;
};

/** The new password was written somewhere, as a log tells, and not to what the refused one reads. */
const toldElsewhere = (
  view: ClusterView,
  said: LogStatement,
  user: string,
  rotation: Rotation,
): Elsewhere | undefined => {
  const reads = passwordsOf(view, said);
  const read = reads[0];
  if (read === undefined) return undefined;
  const places = unique(rotation.written.map(({ ref }) => ref));
  const own = view.object(read.ref);
  const since = own && (changeOf(own)?.time ?? 0) > (timeIn(rotation.changed.text) ?? Number.POSITIVE_INFINITY);
  if (since || places.some((place) => reads.some(({ ref }) => keyOf(ref) === keyOf(place)))) return undefined;
  return {
    user,
    read,
    places,
    why: `the password was changed by ${nameOf(rotation.by)}, which wrote the new one to ${places.map(nameOf).join(" and ")} only`,
    lines: [rotation.changed, ...rotation.written.map(({ line }) => line)],
    isTold: true,
  };
};

/** No log tells of it: beside the Secret that is read, one that is called after the user was made long after it. */
const newerElsewhere = (view: ClusterView, said: LogStatement, user: string): Elsewhere | undefined => {
  const read = passwordsOf(view, said)[0];
  const own = read && ageOf(view.object(read.ref));
  if (read === undefined || own === undefined || user.length < 3) return undefined;
  const stores = (storeOf(view, said.log.object, said.template.last.text)?.related ?? []).map(
    ({ namespace }) => namespace,
  );
  const newer = view.of("Secret").find((one) => {
    const age = ageOf(one);
    const isHere = one.ref.namespace === read.ref.namespace;
    const isNear = isHere ? loginWords.test(one.ref.name) : stores.includes(one.ref.namespace);
    const isLogin = /^Opaque$|basic-auth$/.test(textAt(one.fields, "type") || (one.printed.get("TYPE")?.value ?? ""));
    const isOfUser = `-${one.ref.name}-`.includes(`-${user.replaceAll("_", "-")}-`);
    return isNear && isLogin && isOfUser && age !== undefined && age.seconds * 10 < own.seconds && age.seconds < week;
  });
  const made = ageOf(newer);
  if (newer === undefined || made === undefined) return undefined;
  return {
    user,
    read,
    places: [newer.ref],
    why: `a new password for it is in ${nameOf(newer.ref)}, as it seems, which was made ${made.said} ago`,
    lines: [made.line],
    isTold: false,
  };
};

const loginWords = /(?:^|-)(?:db|pg|postgres|sql|mysql|maria|mongo|redis|cred|pass|login|user)/;
const week = 7 * 24 * 3600;

const ageOf = (secret: ObservedObject | undefined) => {
  const printed = secret?.printed.get("AGE");
  const seconds = ageSeconds(printed?.value ?? "");
  return printed === undefined || seconds === null ? undefined : { seconds, said: printed.value, line: printed.line };
};

const elsewhere = (view: ClusterView, said: LogStatement): Elsewhere | undefined => {
  const user = refusedUser(said);
  if (user === "") return undefined;
  const rotation = rotationOf(view, user, said.log);
  return rotation ? toldElsewhere(view, said, user, rotation) : newerElsewhere(view, said, user);
};

const rotatedElsewhere = defineRule(
  {
    code: "password-rotated-elsewhere",
    title: "New password is in another Secret",
    about:
      "A rotation changed the password in the database and wrote the new one to a Secret, as its log tells, and the client reads another Secret, often the copy in its own namespace, which keeps the old one. Without such a log, a Secret that is called after the user and much newer than the one that is read is a sign of it.",
    reads: ["logs", "Secret", "Deployment", "StatefulSet"],
    explains: ["wrong-credentials", "uncaught-exception", "application-error", ...crashSymptoms],
  },
  function* (view) {
    const told = new Set<string>();
    for (const said of logStatements(view)) {
      const found = said.cause.code !== "wrong-credentials" || isOver(said) ? undefined : elsewhere(view, said);
      const client = workloadOf(view, said.log.object);
      if (found === undefined || told.has(keyOf(client))) continue;
      told.add(keyOf(client));
      const { read, user, places, why } = found;
      const age = ageOf(view.object(read.ref));
      yield {
        object: said.log.object,
        severity: said.log.health === "failing" ? "critical" : "warning",
        confidence: found.isTold ? "confirmed" : "likely",
        summary: `${nameOf(client)} is refused as "${user}" because ${why}; ${client.kind} ${client.name} reads ${nameOf(read.ref)}${age ? ` (${age.said} old)` : ""}, which keeps the old one.`,
        evidence: [...found.lines, said.template.last, read.line, age?.line],
        related: unique([read.ref, ...places, ...ownersOf(view, said.log.object)]),
        fix: fixByHand(
          `Bring the new password from ${nameOf(places[0]!)} into ${nameOf(read.ref)} (or have the client read the one that is rotated) and restart the pods; have the rotation write every copy, or one Secret be synchronised from the other, before the next time.`,
          verifyRollout(view, said.log.object),
        ),
      };
    }
  },
);

/** Passwords that were changed, and clients that did not get them. */
export const rotatedPasswordRules: readonly Rule[] = [rotatedElsewhere];
