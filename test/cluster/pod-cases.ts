import type { Images } from "./kubelet/images.ts";

/** What the pods of podCases run. */
export const images: Images = {
  "shop/api:1": {
    saysReady: ["listening"],
    needs: [{ that: { env: "DATABASE" }, otherwise: { exitCode: 3, says: ["FATAL: DATABASE is not set"] } }],
    listens: [8080],
    answers: { "/healthz": 200 },
  },
  "shop/worker:1": {
    needs: [{ that: { reaches: "api:80" }, otherwise: { exitCode: 1, says: ["no queue: ${error}"] } }],
  },
  "shop/hog:1": { memory: "300Mi", listens: [8080] },
  "shop/whale:1": { memory: "3900Mi" },
  "shop/strict:1": { executables: ["/app/server"] },
  "shop/lister:1": {
    needs: [{ that: { may: "list", resource: "pods" }, otherwise: { exitCode: 1, says: ["${error}"] } }],
  },
  "registry.shop.example/secret:1": { private: true },
};

export type PodCase = {
  readonly name: string;
  /** Fields of the only container. */
  readonly container: Record<string, unknown>;
  readonly pod?: Record<string, unknown>;
  /** Reason for which the container waits or has ended. */
  readonly reason: string;
  /** A part of an event or of the container's state. */
  readonly text: string;
  /** What makes it well: fields of the container, or arguments of kubectl. */
  readonly fix?: Record<string, unknown> | readonly string[];
};
/** Ways in which a pod does not become ready. */
export const podCases: readonly PodCase[] = [
  {
    name: "a variable is missing: it ends with the program's code, and again",
    container: { image: "shop/api:1" },
    reason: "CrashLoopBackOff",
    text: "back-off 20s restarting failed container=app pod=",
    fix: { env: [{ name: "DATABASE", value: "db" }] },
  },
  {
    name: "the tag does not exist",
    container: { image: "nginx:9.99" },
    reason: "ImagePullBackOff",
    text: 'failed to resolve reference "docker.io/library/nginx:9.99": docker.io/library/nginx:9.99: not found',
    fix: { image: "nginx:1.29" },
  },
  {
    name: "the repository does not exist",
    container: { image: "ngnix" },
    reason: "ImagePullBackOff",
    text: "pull access denied, repository does not exist or may require authorization",
    fix: { image: "nginx" },
  },
  {
    name: "the registry is not known",
    container: { image: "registry.nowhere.example/app:1" },
    reason: "ImagePullBackOff",
    text: "dial tcp: lookup registry.nowhere.example on 10.0.0.1:53: no such host",
  },
  {
    name: "the registry wants a pull secret",
    container: { image: "registry.shop.example/secret:1" },
    reason: "ImagePullBackOff",
    text: "401 Unauthorized",
  },
  {
    name: "the name of the image is invalid",
    container: { image: "nginx::" },
    reason: "InvalidImageName",
    text: "InspectFailed",
  },
  {
    name: "the image is never pulled",
    container: { image: "nginx:1.29", imagePullPolicy: "Never" },
    reason: "ErrImageNeverPull",
    text: 'Container image "nginx:1.29" is not present with pull policy of Never',
    fix: { imagePullPolicy: "IfNotPresent" },
  },
  {
    name: "a ConfigMap of the environment does not exist",
    container: { image: "nginx", envFrom: [{ configMapRef: { name: "settings" } }] },
    reason: "CreateContainerConfigError",
    text: 'Error: configmap "settings" not found',
    fix: ["create", "configmap", "settings", "--from-literal=a=b"],
  },
  {
    name: "a Secret lacks the key",
    container: {
      image: "nginx",
      env: [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "present", key: "token" } } }],
    },
    reason: "CreateContainerConfigError",
    text: "Error: couldn't find key token in Secret ",
  },
  {
    name: "a Secret that is mounted does not exist",
    container: { image: "nginx", volumeMounts: [{ name: "tls", mountPath: "/tls" }] },
    pod: { volumes: [{ name: "tls", secret: { secretName: "tls" } }] },
    reason: "ContainerCreating",
    text: 'MountVolume.SetUp failed for volume "tls" : secret "tls" not found',
    fix: ["create", "secret", "generic", "tls", "--from-literal=key=x"],
  },
  {
    name: "the memory limit is too low",
    container: { image: "shop/hog:1", resources: { limits: { memory: "128Mi" } } },
    reason: "CrashLoopBackOff",
    text: '"reason":"OOMKilled"',
    fix: { resources: { limits: { memory: "512Mi" } } },
  },
  {
    name: "the command does not exist",
    container: { image: "shop/strict:1", command: ["/app/serve"] },
    reason: "CrashLoopBackOff",
    text: 'exec: "/app/serve": stat /app/serve: no such file or directory: unknown',
    fix: { command: ["/app/server"] },
  },
  {
    name: "it must not run as root but does",
    container: { image: "nginx", securityContext: { runAsNonRoot: true } },
    reason: "CreateContainerConfigError",
    text: "Error: container has runAsNonRoot and image will run as root (pod: ",
  },
  {
    name: "the readiness probe asks another port",
    container: {
      image: "shop/api:1",
      env: [{ name: "DATABASE", value: "db" }],
      readinessProbe: http("/healthz", 8081),
    },
    reason: "",
    text: ":8081: connect: connection refused",
    fix: { readinessProbe: http("/healthz", 8080) },
  },
  {
    name: "the liveness probe asks a path that is not there",
    container: { image: "shop/api:1", env: [{ name: "DATABASE", value: "db" }], livenessProbe: http("/health", 8080) },
    reason: "CrashLoopBackOff",
    text: "Liveness probe failed: HTTP probe failed with statuscode: 404",
    fix: { livenessProbe: http("/healthz", 8080) },
  },
  {
    name: "the service it needs is not there",
    container: { image: "shop/worker:1" },
    reason: "CrashLoopBackOff",
    text: "Back-off restarting failed container app in pod ",
  },
  {
    name: "an init container waits for a name that does not resolve",
    container: { image: "nginx" },
    pod: {
      initContainers: [
        {
          name: "wait",
          image: "busybox:1.36",
          command: ["sh", "-c", "until nslookup nowhere; do echo waiting; sleep 2; done"],
        },
      ],
    },
    reason: "PodInitializing",
    text: "containers with incomplete status: [wait]",
  },
  {
    name: "its service account may not list pods",
    container: { image: "shop/lister:1" },
    reason: "CrashLoopBackOff",
    text: '"exitCode":1',
    fix: ["create", "rolebinding", "view", "--clusterrole=view", "--serviceaccount=NAMESPACE:default"],
  },
];

function http(path: string, port: number) {
  return { httpGet: { path, port }, periodSeconds: 2 };
}
