import type { Said } from "./looks.ts";

/** Changes as they are asked for in plain words: what cluster they are of, how long they take, what they come after. */
// biome-ignore format: one line a command
export const plainChanges: readonly Said[] = [
  ["delete pod web-0 -n shop --kubeconfig=/etc/k/admin.conf", "delete pod web-0 in ns shop with kubeconfig /etc/k/admin.conf"],
  ["scale deployment web --replicas=3 -n shop --context=prod-eu", "using context prod-eu, scale deployment web in ns shop to 3", "scale deployment web in ns shop to 3 in the prod-eu context"],
  ["rollout restart deployment/api -n shop --context=stage-1", "restart deployment api in ns shop on context stage-1"],
  ["apply -f web.yaml --kubeconfig=./keys/admin.conf", "apply web.yaml with the credentials in ./keys/admin.conf"],
  ["drain n-2 --ignore-daemonsets --grace-period=90", "drain node n-2 with a grace of ninety seconds", "drain node n-2 with a grace period of a minute and a half"],
  ["drain n-2 --ignore-daemonsets --timeout=30m", "drain node n-2, give up after half an hour"],
  ["create token bot -n ci --duration=30m", "create a token for service account bot in ns ci that lasts half an hour"],
  ["create token bot -n ci --duration=24h", "create a token for service account bot in ns ci valid for a day"],
  ["create token bot -n ci --duration=48h", "create a token for service account bot in ns ci that is good for two days"],
  ["delete pod web-0 -n shop --grace-period=120", "delete pod web-0 in ns shop with a grace period of two minutes"],
  ["delete pod web-0 -n shop --grace-period=3600", "delete pod web-0 in ns shop with a grace period of 1 hour", "delete pod web-0 in ns shop with a grace period of an hour"],
  ["create service externalname db --external-name=db.example.com -n shop", "I need a service db in ns shop that points to the external host db.example.com", "create a service called db in ns shop as an alias for db.example.com", "service db in ns shop should be an ExternalName for db.example.com", "make the external host db.example.com reachable as service db in ns shop"],
  ["create configmap app-env --from-env-file=app.env -n shop", "turn the env file app.env into a configmap app-env in ns shop", "make configmap app-env in ns shop from an env file called app.env", "configmap app-env from env file app.env in ns shop"],
  ["create secret generic creds-1 --from-env-file=./prod.env -n shop", "load the variables of ./prod.env into a secret called creds-1 in ns shop"],
  ["create quota dev-quota --hard=pods=10,cpu=4 -n dev", "limit namespace dev to 10 pods and 4 cpus", "put a quota of 10 pods and 4 cpus on namespace dev", "namespace dev may use at most 10 pods and 4 cpus", "allow no more than 10 pods and 4 cores in namespace dev"],
  ["create quota dev-quota --hard=cpu=4,memory=8Gi -n dev", "restrict ns dev to 4 cpu and 8Gi memory", "cap the dev namespace at 4 cpus and 8Gi of memory"],
  ["create quota dev-quota --hard=services=5 -n dev", "ns dev must not have more than 5 services"],
  [`patch pvc data -n shop -p '{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}'`, "grow the claim data in ns shop to 20Gi", "the claim data in ns shop needs 20Gi", "enlarge pvc data in ns shop to 20Gi", "extend pvc data in ns shop from 10Gi to 20Gi"],
  [`patch serviceaccount bot -n ci -p '{"imagePullSecrets":[{"name":"regcred"}]}'`, "let service account bot in ns ci pull images with the secret regcred", "add image pull secret regcred to service account bot in ns ci", "use regcred as image pull secret for service account bot in ns ci", "service account bot in ns ci should use the pull secret regcred"],
  ["debug web-0 -it --image=busybox --copy-to=web-dbg -n shop", "clone pod web-0 in ns shop as web-dbg for debugging with busybox", "debug a copy of pod web-0 in ns shop named web-dbg with image busybox"],
  ["rollout undo deployment/web --to-revision=3 -n shop", "deployment web in ns shop: go back to revision 3", "take deployment web in ns shop back to revision 3", "deployment web in ns shop shall go back to revision 3", "we need revision 3 of deployment web in ns shop again"],
  ["label namespace team-a pod-security.kubernetes.io/enforce=restricted", "enforce the restricted pod security standard on namespace team-a", "make namespace team-a follow the restricted pod security standard", "turn on restricted pod security for namespace team-a", "namespace team-a should enforce restricted pod security"],
  ["label namespace team-a pod-security.kubernetes.io/audit=baseline", "audit namespace team-a against the baseline pod security standard"],
  ["cp web-0:/var/log/app.log ./app.log -n shop", "grab /var/log/app.log from pod web-0 in ns shop", "get /var/log/app.log out of pod web-0 in ns shop", "I want the file /var/log/app.log of pod web-0 in ns shop on my laptop"],
  ["cp conf.yaml web-0:/etc/app -n shop", "push conf.yaml into pod web-0 in ns shop at /etc/app", "drop conf.yaml into /etc/app of pod web-0 in ns shop", "put conf.yaml into pod web-0 in ns shop under /etc/app", "shove conf.yaml onto web-0 in ns shop, to /etc/app"],
  ["uncordon n3", "let node n3 take pods again", "let n3 take pods again", "put n3 back in rotation", "return n3 to service", "node n3 can be used again", "make n3 schedulable again", "reopen node n3 for scheduling"],
];
