import type { Case } from "../case.ts";

const ingress: Case["outputs"][number] = [
  "get ingress web -n shop -o yaml",
  "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  rules:\n  - host: shop.example.com\n    http:\n      paths:\n      - backend:\n          service:\n            name: web\n            port:\n              number: 80\n        path: /\n        pathType: Prefix\n  tls:\n  - hosts:\n    - shop.example.com\n    secretName: shop-tls\n",
];

/** Ingresses that lead to what does not exist. */
export const ingressCases: readonly Case[] = [
  {
    name: "an ingress whose Service does not exist",
    outputs: [
      ingress,
      [
        "get svc -n shop",
        "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nshop   ClusterIP   10.96.1.9    <none>        80/TCP    49m\n",
      ],
    ],
    roots: ["ingress-backend-unavailable"],
    says: /leads to Service web, which does not exist/,
  },
  {
    name: "an ingress without its certificate",
    outputs: [ingress, ["get secrets -n shop", "NAME      TYPE     DATA   AGE\nweb-db    Opaque   2      49m\n"]],
    roots: ["ingress-certificate-missing"],
    says: /Secret "shop-tls"/,
  },
];
