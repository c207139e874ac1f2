import type { Case } from "../case.ts";

const pasted = (name: string, text: string, root: string, says?: RegExp): Case => ({
  name: `pasted alone: ${name}`,
  outputs: [["", `${text}\n`]],
  roots: [root],
  ...(says ? { says } : {}),
});

export const fragmentCases: readonly Case[] = [
  pasted(
    "an event line",
    '  Warning  Failed  4s (x5 over 23s)  kubelet  Error: configmap "app-config" not found',
    "missing-configmap",
    /^A Pod cannot start: ConfigMap "app-config"/,
  ),
  pasted(
    "the scheduler's sentence",
    "0/5 nodes are available: 5 Insufficient cpu. preemption: 0/5 nodes are available: 5 No preemption victims found for incoming pod.",
    "insufficient-cpu",
    /^A Pod is Pending and cannot be scheduled/,
  ),
  pasted(
    "the registry's answer",
    'Failed to pull image "registry.example.com/shop/web:1": rpc error: code = NotFound desc = registry.example.com/shop/web:1: not found',
    "image-not-found",
  ),
  pasted(
    "a quota's refusal",
    'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: exceeded quota: shop, requested: pods=1, used: pods=10, limited: pods=10',
    "quota-exceeded",
  ),
  { name: "pasted alone: a sentence about nothing", outputs: [["", "It is a fine day.\n"]], roots: [] },
];
