import type { Case } from "../case.ts";
import { describedPod, podName, waiting } from "../printed.ts";

type Output = Case["outputs"][number];

const image = "registry.example.com:5000/shop/web:1.4.2";

const denied = (answer = "401 Unauthorized"): Output => [
  `describe pod ${podName} -n shop`,
  describedPod({
    image,
    state: waiting("ImagePullBackOff"),
    events: [["Warning", "Failed", "61s (x4 over 3m)", "kubelet", `Failed to pull image "${image}": ${answer}`]],
  }),
];
const named = (...secrets: readonly string[]): Output => [
  "get deploy web -n shop -o jsonpath={.spec.template.spec.imagePullSecrets}",
  JSON.stringify(secrets.map((name) => ({ name }))),
];
const login = { username: "pull", password: "[redacted]", auth: "[redacted]" };
const auths = (...registries: readonly string[]) => ({
  auths: Object.fromEntries(registries.map((registry) => [registry, login])),
});
const decoded = (secret: string, ...registries: readonly string[]): Output => [
  `get secret ${secret} -n shop -o jsonpath='{.data.\\.dockerconfigjson}' | base64 -d`,
  JSON.stringify(auths(...registries)),
];
const printed = (secret: string, ...registries: readonly string[]): Output => [
  `get secret ${secret} -n shop -o yaml`,
  `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\nmetadata:\n  name: ${secret}\n  namespace: shop\ndata:\n  .dockerconfigjson: ${btoa(JSON.stringify(auths(...registries)))}\n`,
];

const isOther = {
  roots: ["image-pull-denied"],
  says: /its image pull secret regcred holds credentials for registry-old\.example\.com only, none for registry\.example\.com:5000, so the registry denies access/,
};
const isPlain = { roots: ["image-pull-denied"], says: /: registry registry\.example\.com:5000 denies access/ };

const cloud = "481516234200.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4.2";
const refusedByCloud: Output = [
  `describe pod ${podName} -n shop`,
  describedPod({
    image: cloud,
    head: "Start Time:       Tue, 17 Mar 2026 09:20:30 +0000\n",
    state: waiting("ImagePullBackOff"),
    events: [["Warning", "Failed", "61s (x4 over 3m)", "kubelet", `Failed to pull image "${cloud}": 403 Forbidden`]],
  }),
];
const login12 = (note: string): Output => [
  "describe secret registry-login -n shop",
  `Name:         registry-login
Namespace:    shop
Labels:       <none>
Annotations:  ${note}

Type:  kubernetes.io/dockerconfigjson

Data
====
.dockerconfigjson:  2869 bytes
`,
];
const cronJob = (name: string, suspended: string): Output => [
  "get cronjobs -A",
  `NAMESPACE   NAME                     SCHEDULE      SUSPEND   ACTIVE   LAST SCHEDULE   AGE
ops         ${name.padEnd(24)} 0 */8 * * *   ${suspended.padEnd(9)} 0        25h             310d
`,
];
const renewal = (suspended: string): Output => cronJob("registry-login-refresh", suspended);

/** Pull secrets that are there, and what they are for. */
export const pullSecretCases: readonly Case[] = [
  {
    name: "a pull secret for another registry, decoded",
    outputs: [denied(), named("regcred"), decoded("regcred", "registry-old.example.com")],
    ...isOther,
  },
  {
    name: "a pull secret for another registry, where the answer leaves open what is wrong",
    outputs: [
      denied("pull access denied, repository does not exist or may require authorization: no basic auth credentials"),
      named("regcred"),
      decoded("regcred", "registry-old.example.com"),
    ],
    ...isOther,
  },
  {
    name: "a pull secret for another registry, as YAML",
    outputs: [denied(), named("regcred"), printed("regcred", "registry-old.example.com")],
    ...isOther,
  },
  {
    name: "a pull secret for another registry, of the service account",
    outputs: [
      denied(),
      [
        "get sa default -n shop -o yaml",
        "apiVersion: v1\nkind: ServiceAccount\nimagePullSecrets:\n- name: regcred\nmetadata:\n  name: default\n  namespace: shop\n",
      ],
      [
        `get secret regcred -n shop -o jsonpath='{.data.\\.dockerconfigjson}' | base64 -d | jq '.auths | keys'`,
        '[\n  "registry-old.example.com"\n]\n',
      ],
    ],
    ...isOther,
  },
  {
    name: "a pull secret for the host without its port",
    outputs: [denied(), named("regcred"), decoded("regcred", "registry.example.com")],
    roots: ["image-pull-denied"],
    says: /regcred holds credentials for registry\.example\.com only, none for registry\.example\.com:5000/,
  },
  {
    name: "near miss: a pull secret for this registry among others",
    outputs: [
      denied(),
      named("regcred"),
      decoded("regcred", "registry-old.example.com", "https://registry.example.com:5000/v2/"),
    ],
    ...isPlain,
  },
  {
    name: "near miss: a pull secret for all hosts of this domain",
    outputs: [denied(), named("regcred"), decoded("regcred", "*.example.com:5000")],
    ...isPlain,
  },
  {
    name: "near miss: a second pull secret that is not shown",
    outputs: [denied(), named("regcred", "partner"), decoded("regcred", "registry-old.example.com")],
    ...isPlain,
  },
  {
    name: "near miss: a pull secret of another workload",
    outputs: [denied(), named("partner"), decoded("regcred", "registry-old.example.com")],
    ...isPlain,
  },
  {
    name: "a token that has run out, as the CronJob of another namespace that renews it is suspended",
    outputs: [refusedByCloud, login12("registry-login/valid-until: 2026-03-16T20:00:08Z"), renewal("True")],
    roots: ["image-pull-denied"],
    notes: ["job-suspended"],
    says: /the token in its pull secret registry-login expired at 2026-03-16T20:00:08Z: CronJob ops\/registry-login-refresh, which renews it, is suspended \(last run 25h ago\)\.$/,
    suggests: `kubectl patch cronjob registry-login-refresh -n ops --patch='{"spec":{"suspend":false}}'`,
  },
  {
    name: "a CronJob whose last run failed, and that a label of the pull secret names",
    outputs: [
      denied(),
      named("regcred"),
      [
        "get secret regcred -n shop -o json",
        '{"apiVersion":"v1","kind":"Secret","type":"kubernetes.io/dockerconfigjson","metadata":{"name":"regcred","namespace":"shop","labels":{"managed-by":"token-writer"}}}',
      ],
      [
        "get cronjobs -A",
        "NAMESPACE   NAME           SCHEDULE      SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nops         token-writer   0 */6 * * *   False     0        3h              90d\n",
      ],
      [
        "get jobs -n ops",
        "NAME                    STATUS     COMPLETIONS   DURATION   AGE\ntoken-writer-29409210   Complete   1/1           9s         9h\ntoken-writer-29409570   Failed     0/1           3h         3h\n",
      ],
    ],
    roots: ["image-pull-denied"],
    says: /its token has most likely expired: CronJob ops\/token-writer, which renews it, fails \(Job token-writer-29409570\)\.$/,
  },
  {
    name: "near miss: a CronJob that renews the token and runs",
    outputs: [refusedByCloud, login12("registry-login/note: by hand"), renewal("False")],
    roots: ["image-pull-denied"],
    says: /denies access \(403 Forbidden\); a token for it expires after 12 hours\.$/,
  },
  {
    name: "near miss: what is suspended renews logins of another registry",
    outputs: [denied(), named("ecr-login"), cronJob("ecr-login-refresh", "True")],
    ...isPlain,
    notes: ["job-suspended"],
  },
];
