import type { Case } from "../case.ts";

/** Code behind a feature flag that is on and fails, in pods that are ready. */
type Output = Case["outputs"][number];

const ready: Output = [
  "get pods -n post",
  "NAME                       READY   STATUS    RESTARTS   AGE\nscales-6bb8f9d7c4-k8wvz    1/1     Running   0          3d\n",
];

const log = (...lines: readonly string[]): Output => ["logs scales-6bb8f9d7c4-k8wvz -n post", `${lines.join("\n")}\n`];

const weighed = (at: string): readonly string[] => [
  `2026-03-03T${at}Z error: System.NullReferenceException: Object reference not set to an instance of an object.`,
  "   at System.Linq.Enumerable.Sum(IEnumerable`1 source)",
  "   at Post.Tariffs.BulkWeigher.Apply(Parcel parcel) in /src/Tariffs/BulkWeigher.cs:line 63",
];
const served = (at: string): string => `2026-03-03T${at}Z info: POST /parcels 200 in 12 ms`;
const half = log(
  served("09:10:00"),
  ...weighed("09:14:31"),
  served("09:14:40"),
  ...weighed("09:15:02"),
  served("09:15:07"),
);

const flags = (name: string, value: string, meta: object = {}): Output => [
  "get cm switches -n post -o json",
  JSON.stringify(
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "switches", namespace: "post", ...meta },
      data: { [name]: value },
    },
    null,
    2,
  ),
];
const written = (time: string): object => ({ managedFields: [{ manager: "kubectl-edit", operation: "Update", time }] });

const deployed = (name: string, value: string): Output => [
  "get deploy scales -n post -o yaml",
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: scales\n  namespace: post\nspec:\n  template:\n    spec:\n      containers:\n      - name: scales\n        env:\n        - name: ${name}\n          value: "${value}"\n`,
];

const guess = log(
  "Traceback (most recent call last):",
  '  File "/app/serve.py", line 4, in serve',
  "    guess(parcel)",
  '  File "/app/zone_guess.py", line 40, in guess',
  "    return table[kind]",
  "KeyError: 'kind-7'",
);

const breaks = (one: Omit<Case, "roots">): Case => ({ roots: ["feature-flag-breaks"], ...one });

export const featureFlagCases: readonly Case[] = [
  breaks({
    name: "a flag that is on for a part, and its code fails in a part of the requests",
    outputs: [half, ready, flags("bulk-weighing-v2", '{"enabled":true,"rollout":40}')],
    says: /^ConfigMap post\/switches has feature flag bulk-weighing-v2 enabled for 40%, and the code of that name fails in Deployment post\/scales: .*NullReference.* at Post\.Tariffs\.BulkWeigher\.Apply \(BulkWeigher\.cs:63\); other requests go well\.$/,
  }),
  breaks({
    name: "the errors begin after the flags were changed",
    outputs: [half, ready, flags("bulk-weighing-v2", '{"enabled":true}', written("2026-03-03T09:12:00Z"))],
    says: /it was changed at 2026-03-03T09:12:00Z, and the errors begin after it \(09:14:31\)/,
  }),
  breaks({
    name: "the errors began before the flags were changed: the change says nothing",
    outputs: [half, ready, flags("bulk-weighing-v2", '{"enabled":true}', written("2026-03-03T09:20:00Z"))],
    says: /BulkWeigher\.cs:63\)\.$/,
  }),
  breaks({
    name: "a flag in a file of YAML, and the caller of the workload fails",
    outputs: [
      half,
      ready,
      [
        "get cm switches -n post -o yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: switches\n  namespace: post\ndata:\n  flags.yaml: |\n    stamps-dark:\n      enabled: false\n    bulkWeighing: {enabled: true, rollout: 25}\n",
      ],
      [
        "get svc -n post",
        "NAME     TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE\nscales   ClusterIP   10.43.7.7    <none>        8080/TCP   3d\n",
      ],
      [
        "logs deploy/desk -n post",
        "2026-03-03T09:14:31Z ERROR POST http://scales:8080/parcels failed: 502 Bad Gateway\n",
      ],
    ],
    symptoms: ["gateway-failing"],
    says: /feature flag bulkWeighing enabled for 25%/,
  }),
  breaks({
    name: "a flag that is a key of the ConfigMap",
    outputs: [half, ready, flags("BULK_WEIGHING_ENABLED", "true")],
    says: /feature flag BULK_WEIGHING_ENABLED enabled, and/,
    suggests: `kubectl patch configmap switches -n post --type=merge --patch='{"data":{"BULK_WEIGHING_ENABLED":"false"}}'`,
  }),
  breaks({
    name: "flags in a file of properties",
    outputs: [
      half,
      ready,
      flags("app.properties", "bulk-weighing.enabled=true\nbulk-weighing.rollout=30\nstamps.dark=false\n"),
    ],
    says: /feature flag bulk-weighing enabled for 30%, and/,
  }),
  breaks({
    name: "a flag of flagd whose default is on",
    outputs: [
      half,
      ready,
      flags(
        "flags.json",
        '{"flags":{"bulkWeighing":{"state":"ENABLED","variants":{"on":true,"off":false},"defaultVariant":"on"}}}',
      ),
    ],
    says: /feature flag bulkWeighing enabled, and/,
  }),
  breaks({
    name: "a variable that switches on what fails",
    outputs: [guess, ready, deployed("NEW_ZONE_GUESS", "true")],
    says: /Deployment post\/scales has feature flag NEW_ZONE_GUESS enabled, .* at guess \(zone_guess\.py:40\)/,
    suggests: "kubectl set env deployment/scales -n post NEW_ZONE_GUESS=false",
  }),
  breaks({
    name: "an error that names the flag itself",
    outputs: [
      log("2026-03-03T09:14:31Z ERROR flag bulk-weighing on: no tariff for parcel 7", served("09:14:33")),
      ready,
    ],
    says: /^The log of Pod post\/scales-\S+ says that feature flag bulk-weighing is enabled, and the error names it in Deployment post\/scales/,
  }),
  breaks({
    name: "the log of the flag service says that the flag was switched on",
    outputs: [
      half,
      ready,
      [
        "logs deploy/switchboard -n post",
        '2026-03-03T09:12:00Z INFO flag "bulk-weighing" changed: off -> on (rollout 40%)\n',
      ],
    ],
    says: /^By the log of Deployment post\/switchboard feature flag bulk-weighing is enabled for 40%/,
  }),
  {
    name: "near miss: the flag is off",
    outputs: [half, ready, flags("bulk-weighing-v2", '{"enabled":false,"rollout":40}')],
    roots: [],
    notes: ["uncaught-exception"],
  },
  {
    name: "near miss: the flag is on for nobody",
    outputs: [half, ready, flags("bulk-weighing-v2", '{"enabled":true,"rollout":0}')],
    roots: [],
    notes: ["uncaught-exception"],
  },
  {
    name: "near miss: the default of the flag is off",
    outputs: [
      half,
      ready,
      flags(
        "f.json",
        '{"flags":{"bulkWeighing":{"state":"ENABLED","variants":{"on":true,"off":false},"defaultVariant":"off"}}}',
      ),
    ],
    roots: [],
    notes: ["uncaught-exception"],
  },
  {
    name: "near miss: a flag is on whose words do not occur in the code that fails",
    outputs: [
      half,
      ready,
      flags("evening-pickup-v2", '{"enabled":true,"rollout":40}'),
      deployed("NEW_TARIFF_API", "false"),
    ],
    roots: [],
    notes: ["uncaught-exception"],
  },
  {
    name: "near miss: the one word that fits is the name of another workload, which the code calls",
    outputs: [
      log("java.lang.NullPointerException: null", "\tat com.post.franking.Totals.add(Totals.java:63)"),
      ready,
      [
        "get svc -n post",
        "NAME       TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE\nfranking   ClusterIP   10.43.7.7    <none>        8080/TCP   3d\n",
      ],
      flags("franking-v2", '{"enabled":true}'),
    ],
    roots: [],
    notes: ["uncaught-exception"],
  },
  {
    name: "one word of several that fits is no more than a hint",
    outputs: [half, ready, flags("weighing-receipts", '{"enabled":true}')],
    roots: [],
    notes: ["feature-flag-breaks"],
  },
  {
    name: "near miss: what the flag shares with the code is only what the workload is called",
    outputs: [
      log("java.lang.NullPointerException: null", "\tat com.post.scales.Totals.add(Totals.java:63)"),
      ready,
      flags("scales-night-mode", '{"enabled":true}'),
    ],
    roots: [],
    notes: ["uncaught-exception"],
  },
  {
    name: "near miss: the flag is on and nothing fails",
    outputs: [log(served("09:10:00")), ready, flags("bulk-weighing-v2", '{"enabled":true}')],
    roots: [],
  },
  {
    name: "near miss: the code of the flag fails because its database does not answer",
    outputs: [
      log(
        "2026-03-03T09:14:31Z ERROR dial tcp 10.43.7.9:5432: connect: connection refused",
        "   at Post.Tariffs.BulkWeigher.Apply(Parcel parcel) in /src/Tariffs/BulkWeigher.cs:line 63",
      ),
      ready,
      flags("bulk-weighing-v2", '{"enabled":true}'),
    ],
    roots: [],
    notes: ["dependency-unreachable"],
  },
];
