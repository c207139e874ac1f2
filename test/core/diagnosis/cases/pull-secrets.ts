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
];
