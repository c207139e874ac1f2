import type { Case } from "../case.ts";
import { describedPod, type PrintedEvent, running, waiting } from "../printed.ts";

const image = "registry.example.com/shop/web:1.4.2";

const pulls = (message: string, reason = "ImagePullBackOff", more: readonly PrintedEvent[] = []): Case["outputs"] => [
  [
    "describe pod web-6d4b75cb6d-x2k4p -n shop",
    describedPod({
      state: waiting(reason),
      events: [
        [
          "Normal",
          "Scheduled",
          "3m",
          "default-scheduler",
          "Successfully assigned shop/web-6d4b75cb6d-x2k4p to worker-1",
        ],
        ["Warning", "Failed", "61s (x4 over 3m)", "kubelet", message],
        ["Warning", "Failed", "61s (x4 over 3m)", "kubelet", "Error: ErrImagePull"],
        ["Normal", "BackOff", "7s (x9 over 3m)", "kubelet", `Back-off pulling image "${image}"`],
        ...more,
      ],
    }),
  ],
];

const failed = (answer: string): string => `Failed to pull image "${image}": ${answer}`;

export const imageCases: readonly Case[] = [
  {
    name: "a tag that the registry does not have",
    outputs: pulls(
      failed(
        `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`,
      ),
    ),
    roots: ["image-not-found"],
    says: /Pod shop\/web-6d4b75cb6d-x2k4p cannot pull image "registry.example.com\/shop\/web:1.4.2": .*not found.*name or tag is wrong/,
  },
  {
    name: "a tag that the clean-up of the registry deleted",
    outputs: [
      ...pulls(failed(`failed to resolve reference "${image}": ${image}: not found`)),
      [
        "logs -n registry cleaner-29409570-x8k2p",
        `2026-05-02T01:00:00Z INFO clean-up policy: keep the last 2 tags of shop/web
2026-05-02T01:00:01Z INFO kept registry.example.com/shop/web:2.0.0
2026-05-02T01:00:02Z INFO deleted registry.example.com/shop/web:1.4.2
`,
      ],
    ],
    roots: ["image-not-found"],
    says: /the registry does not have it any more: the clean-up job of the registry deleted tag 1\.4\.2 of shop\/web \(log of 2026-05-02T01:00\), by the rule "keep the last 2 tags of shop\/web"/,
  },
  {
    name: "near miss: a clean-up that only tried, and one that deleted another tag",
    outputs: [
      ...pulls(failed(`failed to resolve reference "${image}": ${image}: not found`)),
      [
        "logs -n registry cleaner-29409570-x8k2p",
        `2026-05-02T01:00:00Z INFO retention of shop/web
2026-05-02T01:00:02Z INFO deleted registry.example.com/shop/web:1.4.20
`,
      ],
      [
        "logs -n registry cleaner-29409571-x8k2p",
        `2026-05-02T01:00:00Z INFO retention of shop/web, dry run: true
2026-05-02T01:00:02Z INFO deleted registry.example.com/shop/web:1.4.2
`,
      ],
    ],
    roots: ["image-not-found"],
    says: /name or tag is wrong/,
  },
  {
    name: "a tag that is not among those that the registry lists",
    outputs: [
      ...pulls(failed(`failed to resolve reference "${image}": ${image}: not found`)),
      [
        "$ curl -s https://registry.example.com/v2/shop/web/tags/list",
        '{"name":"shop/web","tags":["1.4.1","1.5.0"]}\n',
      ],
    ],
    roots: ["image-not-found"],
    says: /does not have it: of shop\/web it lists the tags 1\.4\.1, 1\.5\.0, and not 1\.4\.2/,
  },
  {
    name: "a manifest that the registry does not know",
    outputs: pulls(
      failed(`Error response from daemon: manifest for ${image} not found: manifest unknown: manifest unknown`),
    ),
    roots: ["image-not-found"],
  },
  {
    name: "a private registry without credentials",
    outputs: pulls(
      failed(
        `failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://registry.example.com/token: 401 Unauthorized`,
      ),
    ),
    roots: ["image-pull-denied"],
    says: /registry registry.example.com denies access \(401 Unauthorized\)/,
  },
  {
    name: "a repository that does not exist or needs credentials",
    outputs: pulls(
      failed(
        "pull access denied for shop/web, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
      ),
    ),
    roots: ["image-pull-denied"],
    says: /does not exist or needs credentials/,
  },
  {
    name: "an image pull secret that is missing explains the denial",
    outputs: pulls(failed("401 Unauthorized"), "ImagePullBackOff", [
      [
        "Warning",
        "FailedToRetrieveImagePullSecret",
        "7s (x9 over 3m)",
        "kubelet",
        "Unable to retrieve some image pull secrets (partner-registry); attempting to pull the image may not succeed.",
      ],
    ]),
    roots: ["image-pull-secret-missing"],
    symptoms: ["image-pull-denied"],
    says: /image pull secret partner-registry, which does not exist in namespace shop/,
  },
  {
    name: "a registry host that does not exist",
    outputs: pulls(
      failed(
        `failed to do request: Head "https://registry.example.com/v2/shop/web/manifests/1.4.2": dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host`,
      ),
    ),
    roots: ["image-registry-not-resolved"],
    says: /host registry.example.com cannot be resolved \(no such host\)/,
  },
  {
    name: "a registry that does not answer",
    outputs: pulls(
      failed(
        `failed to do request: Head "https://registry.example.com/v2/shop/web/manifests/1.4.2": dial tcp 203.0.113.9:443: i/o timeout`,
      ),
    ),
    roots: ["image-registry-unreachable"],
    says: /cannot be reached \(i\/o timeout\)/,
  },
  {
    name: "a registry with a certificate of its own",
    outputs: pulls(
      failed(
        `failed to do request: Head "https://registry.example.com/v2/shop/web/manifests/1.4.2": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
      ),
    ),
    roots: ["image-registry-untrusted"],
  },
  {
    name: "a pull rate limit",
    outputs: pulls(
      failed(
        "failed to copy: httpReadSeeker: failed open: unexpected status code https://registry.example.com/v2/shop/web/manifests/1.4.2: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.",
      ),
    ),
    roots: ["image-pull-rate-limited"],
  },
  {
    name: "an image for another platform",
    outputs: pulls(failed(`failed to resolve reference "${image}": no match for platform in manifest: not found`)),
    roots: ["image-platform-mismatch"],
  },
  {
    name: "a node without space for the image",
    outputs: pulls(
      failed("failed to extract layer sha256:aa: write /var/lib/containerd/tmp/x: no space left on device"),
    ),
    roots: ["image-storage-full"],
    says: /no space is left on node worker-1/,
  },
  {
    name: "an image name that is none",
    outputs: pulls(
      `Failed to apply default image tag "Shop/Web:1.4.2": couldn't parse image name "Shop/Web:1.4.2": invalid reference format: repository name must be lowercase`,
      "InvalidImageName",
    ),
    roots: ["image-name-invalid"],
  },
  {
    name: "pull policy Never and no image on the node",
    outputs: pulls(`Container image "${image}" is not present with pull policy of Never`, "ErrImageNeverPull"),
    roots: ["image-never-pulled"],
  },
  {
    name: "a table row alone does not say why",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS             RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   0/1     ImagePullBackOff   0          5m\n",
      ],
    ],
    roots: ["image-not-pullable"],
    suggests: "kubectl describe pod web-6d4b75cb6d-x2k4p -n shop",
  },
  {
    name: "a pull that failed before and worked since is no fault",
    outputs: [
      [
        "describe pod web-6d4b75cb6d-x2k4p -n shop",
        describedPod({
          status: "Running",
          state: running,
          ready: true,
          events: [
            ["Warning", "Failed", "40m (x2 over 41m)", "kubelet", failed("i/o timeout")],
            ["Normal", "Started", "39m", "kubelet", "Started container app"],
          ],
        }),
      ],
    ],
    roots: [],
  },
  {
    name: "an event of a pod that a complete list no longer shows accuses nobody",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS   AGE\nweb-6d4b75cb6d-aaaaa   1/1     Running   0          5m\n",
      ],
      [
        "get events -n shop",
        `LAST SEEN   TYPE      REASON   OBJECT                     MESSAGE\n9m          Warning   Failed   pod/web-6d4b75cb6d-x2k4p   ${failed("not found")}\n`,
      ],
    ],
    roots: [],
  },
];
