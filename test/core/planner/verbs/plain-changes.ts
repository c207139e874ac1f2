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
];
