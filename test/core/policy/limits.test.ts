import { describe, expect, test } from "vitest";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { decide, defaultPolicy, type Policy } from "../../../src/core/policy/decide.ts";
import type { Reach } from "../../../src/core/policy/reach.ts";

const reach = (given: Partial<Reach>): Reach => ({ verbs: null, resources: null, namespaces: null, ...given });

function decided(text: string, policy: Partial<Policy>, manifest = ""): string {
  const parsed = parseCommand(text, { files: { "-": manifest } });
  if (!parsed.ok) throw new Error(`${text}: ${parsed.refusal.reason}`);
  const { verdict, rule } = decide(parsed.command, "person", { ...defaultPolicy, ...policy }, "shop", 0);
  return `${verdict} ${rule}`;
}

const run = "run approved-by-person";
const denied = "refuse denied";
const notAllowed = "refuse not-allowed";

const claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n";
const deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n";
const widget = "apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: web\n";
const knative = "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: web\n";

describe("when nobody may delete claims", () => {
  const policy = { deny: [reach({ verbs: ["delete"], resources: ["persistentvolumeclaims"] })] };
  test.each([
    ["kubectl delete pvc data", denied],
    ["kubectl delete PersistentVolumeClaim/data", denied],
    ["kubectl delete persistentvolumeclaim.v1. data", denied],
    ["kubectl delete pods,pvc --all", denied],
    ["kubectl delete pod/web pvc/data", denied],
    ["kubectl delete ns shop", denied],
    ["kubectl delete --raw /api/v1/namespaces/shop/persistentvolumeclaims/data", denied],
    ["kubectl create --raw /api/v1/namespaces/shop/pods -f -", denied],
    ["kubectl delete -f -", denied, claim],
    ["kubectl replace --force -f -", denied, claim],
    ["kubectl apply --prune -l app=web -f -", denied, deployment],
    ["kubectl delete -f -", denied, "kind: # hidden\n  PersistentVolumeClaim\n"],
    ["kubectl delete -f -", run, deployment],
    ["kubectl replace -f -", run, claim],
    ["kubectl delete pod web", run],
    ["kubectl delete all --all", run],
    ["kubectl delete widgets blue", run],
    ["kubectl get pvc", "run reads-run"],
  ])("`%s` %s", (text, expected, manifest?: string) => {
    expect(decided(text, policy, manifest)).toBe(expected);
  });
});

test.each([
  ["exec", "kubectl exec web -- ls", denied],
  ["exec", "kubectl exec deploy/web -- ls", denied],
  ["exec", "kubectl get --raw /api/v1/namespaces/shop/pods/web/exec?command=ls", denied],
  ["exec", "kubectl get pod web --subresource=exec", denied],
  ["exec", "kubectl logs web", "run reads-run"],
  ["rollout", "kubectl rollout undo deploy/web", denied],
  ["rollout", "kubectl rollout status deploy/web --watch=false", denied],
  ["rollout restart", "kubectl rollout restart deploy/web", denied],
  ["rollout restart", "kubectl rollout pause deploy/web", run],
  ["create", "kubectl create cm web --from-literal=a=b", denied],
  ["create", "kubectl create token web", denied],
  ["delete", "kubectl get pods", "run reads-run"],
])("a denied `%s`: `%s` %s", (verb, text, expected) => {
  expect(decided(text, { deny: [reach({ verbs: [verb] })] })).toBe(expected);
});

test.each([
  ["secrets", "kubectl get secret db", denied],
  ["secrets", "kubectl describe pods,secrets", denied],
  ["secrets", "kubectl get secrets.v1.", denied],
  ["secrets", "kubectl get --raw /api/v1/namespaces/shop/secrets", denied],
  ["secrets", "kubectl create secret generic db --from-literal=a=b", denied],
  ["secrets", "kubectl get all", "run reads-run"],
  ["secrets", "kubectl version", "run reads-run"],
  ["secrets", `kubectl run web --image=x --overrides='{"kind":"Secret"}'`, denied],
  ["pods", "kubectl get all", denied],
  ["pods", "kubectl logs deploy/web", denied],
  ["pods", "kubectl run web --image=nginx", denied],
  ["pods", "kubectl drain node-1", denied],
  ["services", "kubectl expose deploy web --port=80", denied],
  ["services", "kubectl create service clusterip web --tcp=80", denied],
  ["horizontalpodautoscalers", "kubectl get hpa.v1.autoscaling", denied],
  ["horizontalpodautoscalers", "kubectl autoscale deploy web --max=3", denied],
  ["deployments", "kubectl get deploy.app", denied],
  ["customresourcedefinitions", "kubectl get api-extensions", denied],
  ["events", "kubectl events", denied],
  ["widgets.example.com", "kubectl get widgets", denied],
  ["widgets.example.com", "kubectl get wd", denied],
  ["widgets.example.com", "kubectl get wd.v1.example.com", denied],
  ["widgets.example.com", "kubectl get widget.exam", denied],
  ["widgets.example.com", "kubectl get gadgets.example.org", "run reads-run"],
  ["widgets.example.com", "kubectl get pods", "run reads-run"],
])("denied %s: `%s` %s", (resource, text, expected) => {
  expect(decided(text, { deny: [reach({ resources: [resource] })] })).toBe(expected);
});

test.each([
  ["kubectl delete pod web -n prod", denied],
  ["kubectl get pods -A", denied],
  ["kubectl delete pv data", denied],
  ["kubectl get pods -n shop", "run reads-run"],
  ["kubectl version", "run reads-run"],
])("a denied namespace prod: `%s` %s", (text, expected) => {
  expect(decided(text, { deny: [reach({ namespaces: ["prod"] })] })).toBe(expected);
});

describe("when only some changes are allowed", () => {
  const list = [
    reach({ verbs: ["scale", "rollout restart"], resources: ["deployments"], namespaces: ["shop", "test"] }),
    reach({ verbs: ["apply"], resources: ["deployments", "services"], namespaces: ["shop"] }),
    reach({ verbs: ["label"], namespaces: ["shop"] }),
    reach({ verbs: ["delete"], resources: ["widgets.example.com"], namespaces: ["shop"] }),
  ];
  test.each([
    ["kubectl get pods -A", "run reads-run"],
    ["kubectl scale deploy/web --replicas=2", run],
    ["kubectl scale deploy/web --replicas=2 -n test", run],
    ["kubectl scale deployments.apps/web --replicas=2", run],
    ["kubectl scale deploy/web sts/db --replicas=2", notAllowed],
    ["kubectl scale deploy/web --replicas=2 -n prod", notAllowed],
    ["kubectl rollout undo deploy/web", notAllowed],
    ["kubectl apply -f -", run, deployment],
    ["kubectl apply -f - -n test", notAllowed, deployment],
    ["kubectl apply -f -", run, "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n"],
    ["kubectl apply -f -", notAllowed, claim],
    ["kubectl apply -f -", notAllowed, `${deployment}---\n${claim}`],
    ["kubectl apply -f -", notAllowed, knative],
    ["kubectl apply -f -", notAllowed, "metadata:\n  name: web\n"],
    ["kubectl apply -f -", notAllowed, "kind: !!str Deployment\n"],
    ["kubectl apply --force -f -", notAllowed, deployment],
    ["kubectl label pod web a=b", run],
    ["kubectl label widgets blue a=b", notAllowed],
    ["kubectl label node n a=b", notAllowed],
    ["kubectl label pods --all -A a=b", notAllowed],
    ["kubectl delete widgets.example.com blue", run],
    ["kubectl delete widgets blue", notAllowed],
    ["kubectl delete --raw /apis/apps/v1/namespaces/shop/deployments/web", notAllowed],
    ["kubectl delete -f -", notAllowed, widget],
  ])("`%s` %s", (text, expected, manifest?: string) => {
    expect(decided(text, { allow: [list] }, manifest)).toBe(expected);
  });

  test("a denial wins over what is allowed, and an empty list allows no change", () => {
    expect(decided("kubectl label pod web a=b", { allow: [list], deny: [reach({ verbs: ["label"] })] })).toBe(denied);
    expect(decided("kubectl label pod web a=b", { allow: [[]] })).toBe(notAllowed);
    expect(decided("kubectl get pods", { allow: [[]] })).toBe("run reads-run");
  });
});

test.each<[Partial<Policy>, string, string]>([
  [
    { deny: [reach({ verbs: ["delete"], resources: ["pods"], namespaces: ["shop"] })] },
    "kubectl delete pod web",
    "the policy denies delete of pods in namespaces shop",
  ],
  [
    { allow: [[reach({ verbs: ["scale"] })]] },
    "kubectl delete pod web",
    "the policy allows changes only within: scale of every resource",
  ],
])("a refusal says what the policy says (%#)", (policy, text, reason) => {
  const parsed = parseCommand(text);
  expect(parsed.ok && decide(parsed.command, "person", { ...defaultPolicy, ...policy }, "shop", 0).reason).toBe(reason);
});
