import { ageSeconds } from "../../evidence/age.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { textAt } from "../objects/fields.ts";

/** What the evidence shows of the pull secrets beside a pod whose pull a registry refused. */
export const aboutPullSecrets = (view: ClusterView, pod: ObjectRef, image: string): string => {
  if (!isTokenRegistry(image)) return "";
  const secrets = view
    .of("Secret")
    .filter(
      (one) =>
        one.ref.namespace === pod.namespace &&
        /dockerc(?:on)?fi?g|dockerconfigjson/.test(
          textAt(one.fields, "type") || (one.printed.get("TYPE")?.value ?? ""),
        ),
    );
  const old = secrets.find((one) => (ageSeconds(one.printed.get("AGE")?.value ?? "") ?? 0) > lifetime);
  const renewal = view
    .of("CronJob")
    .find((one) => one.ref.namespace === pod.namespace && /ecr|regcred|registry|pull|token|docker/i.test(one.ref.name));
  const isSuspended = renewal && textAt(renewal.fields, "spec", "suspend") === "true";
  const suspended = isSuspended ? `; CronJob ${renewal.ref.name}, which would renew it, is suspended` : "";
  if (old)
    return `; Secret ${old.ref.name} is ${old.printed.get("AGE")!.value} old, and a token expires after 12 hours: it has expired${suspended}`;
  return suspended ? `; its token has most likely expired${suspended}` : "; a token for it expires after 12 hours";
};

const lifetime = 12 * 3600;

/** Amazon ECR, to which one logs in with a token (https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html). */
const isTokenRegistry = (image: string): boolean => /\.dkr\.ecr[.-][\w.-]{1,80}amazonaws\.com/.test(image);
