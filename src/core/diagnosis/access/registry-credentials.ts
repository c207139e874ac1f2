import { ageSeconds } from "../../evidence/age.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, textAt } from "../objects/fields.ts";
import { type Halt, haltOf, renewersOf } from "./credential-renewals.ts";
import { pullSecretsOf } from "./pull-secret-hosts.ts";

/** What the evidence shows of the pull secrets beside a pod whose pull a registry refused. */
export type PullSecretState = {
  /** As it goes behind what the registry answers; "" where nothing is known. */
  readonly words: string;
  readonly lines: readonly (Line | undefined)[];
  readonly related: readonly ObjectRef[];
  readonly halt: Halt | undefined;
};

/** Whether the token in the pull secret has run out, and what has become of the CronJob that renews it. */
export const pullSecretState = (view: ClusterView, pod: ObjectRef, image: string): PullSecretState => {
  const hours = lifetimeOf(image);
  const named = pullSecretsOf(view, pod);
  const secrets = view
    .of("Secret")
    .filter(({ ref }) => ref.namespace === pod.namespace && (named.length === 0 || named.includes(ref.name)))
    .filter(holdsLogin);
  const renewers = renewersOf(view, pod.namespace, secrets, hours !== undefined).filter(({ ref }) =>
    mayServe(ref.name, image),
  );
  const halt = renewers.map((job) => haltOf(view, job)).find((one) => one !== undefined);
  const isRenewed = renewers.length > 0 && halt === undefined;
  const ended = secrets
    .map((secret) => notedEnd(view, pod, secret) ?? (isRenewed ? undefined : endByAge(secret, hours)))
    .find((one) => one !== undefined);
  const state = ended?.words ?? (halt ? "its token has most likely expired" : "");
  const usual = hours === undefined ? "" : `; a token for it expires after ${hours} hours`;
  return {
    words: state === "" ? usual : `; ${state}${halt ? `: ${halt.words}` : ""}`,
    lines: [halt?.line, ended?.line],
    related: [halt?.ref, ended?.secret.ref].filter((ref) => ref !== undefined),
    halt,
  };
};

const holdsLogin = ({ fields, printed }: ObservedObject): boolean =>
  /dockerc(?:on)?fi?g|dockerconfigjson/.test(textAt(fields, "type") || (printed.get("TYPE")?.value ?? ""));

/** Hours for which a login token is good, by the registry that gives it out. */
const lifetimes: readonly (readonly [RegExp, number])[] = [
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
  [/^[^/]{1,200}\.dkr\.ecr[.-][\w.-]{1,80}amazonaws\.com/, 12],
];

/** Registries that a name tells of. */
const namedRegistries: readonly (readonly [RegExp, RegExp])[] = [
  [/(?:^|-)ecr(?:-|$)/, /\.amazonaws\.com/],
  [/(?:^|-)(?:gcr|gar)(?:-|$)/, /gcr\.io|\.pkg\.dev/],
  [/(?:^|-)acr(?:-|$)/, /\.azurecr\.io/],
  [/(?:^|-)ghcr(?:-|$)/, /ghcr\.io/],
];

/** What renews logins of one registry has no part in those of another. */
const mayServe = (name: string, image: string): boolean =>
  namedRegistries.every(([inName, inImage]) => !inName.test(name) || inImage.test(image.split("/")[0]!));

const lifetimeOf = (image: string): number | undefined => lifetimes.find(([pattern]) => pattern.test(image))?.[1];

type Ended = { readonly secret: ObservedObject; readonly words: string; readonly line: Line };

/** A secret that is older than its token lives, and that nobody is known to renew in place. */
const endByAge = (secret: ObservedObject, hours: number | undefined): Ended | undefined => {
  const printed = secret.printed.get("AGE");
  if (hours === undefined || printed === undefined || (ageSeconds(printed.value) ?? 0) <= hours * 3600)
    return undefined;
  return {
    secret,
    words: `Secret ${secret.ref.name} is ${printed.value} old, and a token expires after ${hours} hours: it has expired`,
    line: printed.line,
  };
};

/** A note at a secret that tells of an end before the pod was started. */
const notedEnd = (view: ClusterView, pod: ObjectRef, secret: ObservedObject): Ended | undefined => {
  const started = Date.parse(textAt(view.object(pod)?.fields, "status", "startTime"));
  const note = [...entriesAt(secret.fields, "metadata", "annotations")].find(
    ([key, value]) => /expir|valid-?until|not-?after/i.test(key) && Date.parse(value) < started,
  );
  return (
    note && {
      secret,
      words: `the token in its pull secret ${secret.ref.name} expired at ${note[1]}`,
      line: secret.cite("metadata", "annotations", note[0]),
    }
  );
};
