import type { Case } from "../case.ts";
import { eventRows, rows, workloadYaml } from "../manifests.ts";

type Output = readonly [string, string];

const digests = (
  first: string,
  second: string,
  policy = "IfNotPresent",
  image = "registry.example.com/shop/menu:live",
): Output => [
  "get pods -n shop -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,IMAGE:.spec.containers[0].image,PULL:.spec.containers[0].imagePullPolicy,BUILD:.status.containerStatuses[0].imageID",
  rows(
    "NAME                    NODE     IMAGE   PULL   BUILD",
    `menu-5d8c7b9f4-zx2lp    node-a   ${image}   ${policy}   registry.example.com/shop/menu@sha256:${first.repeat(32)}`,
    `menu-5d8c7b9f4-q7m4n    node-b   ${image}   ${policy}   registry.example.com/shop/menu@sha256:${second.repeat(32)}`,
  ),
];

const serving: Output = [
  "get pods -n shop",
  rows(
    "NAME                   READY   STATUS    RESTARTS   AGE",
    "menu-5d8c7b9f4-zx2lp   1/1     Running   0          22h",
    "menu-5d8c7b9f4-q7m4n   1/1     Running   0          22h",
  ),
];

const taken = (image: string): Output => [
  "get events -n shop",
  eventRows([
    "Normal",
    "Pulled",
    "pod/menu-5d8c7b9f4-zx2lp",
    `Container image "registry.example.com/${image}" already present on machine`,
  ]),
];
const running = (digest: string): Output => [
  `get pods -n shop -o jsonpath='{range .items[*]}{.metadata.name}{"\\t"}{.status.containerStatuses[0].imageID}{"\\n"}{end}'`,
  rows(`menu-5d8c7b9f4-zx2lp\tregistry.example.com/menu@sha256:${digest.repeat(32)}`),
];
const pushing = (image: string, digest: string): Output => [
  "logs -n build build-418-xk2p9 --tail=2",
  rows(`#17 pushing manifest for registry.example.com/${image}@sha256:${digest.repeat(32)} 0.6s done`, "#17 DONE 5.2s"),
];

const architectures = (second: string): Output => [
  "get nodes -L kubernetes.io/arch",
  rows(
    "NAME     STATUS   ROLES    AGE   VERSION   ARCH",
    "node-a   Ready    <none>   90d   v1.34.1   amd64",
    `node-b   Ready    <none>   90d   v1.34.1   ${second}`,
  ),
];

const builds: readonly Case[] = [
  {
    name: "two pods of one tag that run two builds, as one node had the image already",
    outputs: [serving, digests("1a", "2b")],
    roots: ["image-builds-differ"],
    says: /^Pods of Deployment shop\/menu run different builds of one tag .*IfNotPresent a node that has an image of this tag/,
  },
  {
    name: "two builds of one tag in a range of lines, with the event of the node that pulled nothing",
    outputs: [
      [
        `get pods -n shop -o jsonpath='{range .items[*]}{.metadata.name}{" "}{.status.containerStatuses[0].image}{" "}{.status.containerStatuses[0].imageID}{"\\n"}{end}'`,
        rows(
          `menu-5d8c7b9f4-zx2lp registry.example.com/menu:live registry.example.com/menu@sha256:${"1a".repeat(32)}`,
          `menu-5d8c7b9f4-q7m4n registry.example.com/menu:live registry.example.com/menu@sha256:${"2b".repeat(32)}`,
        ),
      ],
      [
        "get events -n shop",
        eventRows([
          "Normal",
          "Pulled",
          "pod/menu-5d8c7b9f4-q7m4n",
          'Container image "registry.example.com/menu:live" already present on machine',
        ]),
      ],
    ],
    roots: ["image-builds-differ"],
    says: /run different builds of one tag/,
  },
  {
    name: "a tag that was pushed again, and a restart that takes what the node has",
    outputs: [serving, taken("menu:live"), running("1a"), pushing("menu:live", "2b")],
    roots: ["pushed-image-not-pulled"],
    says: /^Deployment shop\/menu runs a former build of registry\.example\.com\/menu:live: .*already present on machine.*IfNotPresent.*A restart does not change that/,
  },
  {
    name: "near miss: what was pushed is what runs",
    outputs: [serving, taken("menu:live"), running("2b"), pushing("menu:live", "2b")],
    roots: [],
  },
  {
    name: "near miss: another tag was pushed",
    outputs: [serving, taken("menu:live"), running("1a"), pushing("menu:next", "2b")],
    roots: [],
  },
  {
    name: "near miss: two pods of one tag that run the same build",
    outputs: [serving, digests("1a", "1a")],
    roots: [],
  },
  {
    name: "near miss: two builds of two tags, while a rollout goes on",
    outputs: [
      [
        "get pods -n shop -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image,BUILD:.status.containerStatuses[0].imageID",
        rows(
          "NAME                    IMAGE   BUILD",
          `menu-5d8c7b9f4-zx2lp    registry.example.com/menu:1   registry.example.com/menu@sha256:${"1a".repeat(32)}`,
          `menu-6f7d9c5b8-q7m4n    registry.example.com/menu:2   registry.example.com/menu@sha256:${"2b".repeat(32)}`,
        ),
      ],
    ],
    roots: [],
  },
  {
    name: "near miss: nodes of two architectures",
    outputs: [serving, digests("1a", "2b"), architectures("arm64")],
    roots: [],
  },
];

const settings: Output = [
  "get cm relay-settings -n shop -o yaml",
  `apiVersion: v1
data:
  relay.yaml: |
    listen: 0.0.0.0:6000
    outputs:
      store:
        batch: 200
        wait: 5s
      archive:
        wait: 5s
kind: ConfigMap
metadata:
  name: relay-settings
  namespace: shop
`,
];

const mounted = (mount: string): Output => [
  "get deploy relay -n shop -o jsonpath={.spec.template.spec.containers[0].volumeMounts}",
  `[{"mountPath":"/etc/relay/relay.yaml","name":"settings","readOnly":true${mount}},{"mountPath":"/data","name":"data"}]\n`,
];

const inside = (command: string, ...lines: readonly string[]): Output => [
  `exec -n shop relay-5d8c7b9f4-zx2lp -- ${command}`,
  rows(...lines),
];

const files: readonly Case[] = [
  {
    name: "a part of a file, as grep finds it, that is older than the ConfigMap",
    outputs: [
      settings,
      inside("grep -A2 store: /etc/relay/relay.yaml", "  store:", "    batch: 20", "    wait: 5s"),
      mounted(',"subPath":"relay.yaml"'),
    ],
    roots: ["mounted-file-outdated"],
    says: /still reads an older \/etc\/relay\/relay\.yaml than ConfigMap shop\/relay-settings holds \("batch: 20" instead of "batch: 200"\): it is mounted with subPath/,
  },
  {
    name: "a line with its number, out of a shell, of a file that is called otherwise in the ConfigMap",
    outputs: [
      settings,
      inside("sh -c 'grep -n batch /etc/relay/current.yaml'", "4:    batch: 20"),
      [
        "get deploy relay -n shop -o yaml",
        workloadYaml("relay", "shop", {
          container:
            "- image: registry.example.com/relay:1\n  name: relay\n  volumeMounts:\n  - mountPath: /etc/relay/current.yaml\n    name: settings\n    subPath: relay.yaml",
        }),
      ],
    ],
    roots: ["mounted-file-outdated"],
    says: /"batch: 20" instead of "batch: 200"\): it is mounted with subPath/,
  },
  {
    name: "near miss: a part of a file that is as the ConfigMap has it",
    outputs: [
      settings,
      inside("grep batch /etc/relay/relay.yaml", "    batch: 200"),
      mounted(',"subPath":"relay.yaml"'),
    ],
    roots: [],
  },
  {
    name: "near miss: a setting that stands in the ConfigMap at several places",
    outputs: [settings, inside("grep wait /etc/relay/relay.yaml", "    wait: 4s"), mounted(',"subPath":"relay.yaml"')],
    roots: [],
  },
];

const worker = (hook: string, grace: number): Output => [
  "get deploy press -n shop -o yaml",
  workloadYaml("press", "shop", {
    container: `- image: registry.example.com/press:3\n  name: press\n  lifecycle:\n    preStop:\n${hook}`,
    pod: `terminationGracePeriodSeconds: ${grace}`,
  }),
];
const sleeping = (command: string): string => `      exec:\n        command: ["sh", "-c", "${command}"]`;

const again: Output = [
  "logs press-5d8c7b9f4-zx2lp -n shop",
  rows("2026-11-02 10:20:42 INFO ready", "2026-11-02 10:20:43 WARNING job 31d2 redelivered=True"),
];

const hooks: readonly Case[] = [
  {
    name: "a preStop hook that sleeps longer than the grace period",
    outputs: [worker(sleeping("stop-taking; sleep 50"), 40), again],
    roots: ["pre-stop-exceeds-grace"],
    says: /^The preStop hook of container press of Deployment shop\/press waits 50s, and terminationGracePeriodSeconds is 40: .*SIGKILL/,
  },
  {
    name: "a hook that only sleeps, without a command, and the event of its failure",
    outputs: [
      worker("      sleep:\n        seconds: 60", 60),
      [
        "get events -n shop",
        eventRows(["Warning", "FailedPreStopHook", "pod/press-5d8c7b9f4-zx2lp", "PreStopHook failed"]),
      ],
    ],
    roots: ["pre-stop-exceeds-grace"],
    says: /waits 60s, and terminationGracePeriodSeconds is 60/,
  },
  {
    name: "near miss: a hook that leaves the program its time",
    outputs: [worker(sleeping("stop-taking; sleep 15"), 60), again],
    roots: [],
  },
];

/** What a second output shows behind that which the first one names. */
export const behindItCases: readonly Case[] = [...builds, ...files, ...hooks];
