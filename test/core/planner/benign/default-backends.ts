import type { Row } from "./cases.ts";

const code = "no-default-backend";
const describe = (backend: string) => `Name:             manuals
Labels:           <none>
Namespace:        press
Address:          192.0.2.77
Default backend:  default-http-backend:80 (<error: endpoints "default-http-backend" not found>)
Rules:
  Host               Path  Backends
  ----               ----  --------
  manuals.example    
                     /   manuals:80 (${backend})
Annotations:         <none>
Events:              <none>
`;
const row = (
  name: string,
  backend: string,
  says?: RegExp,
  question = "describe prints an error for the ingress manuals, why does it fail?",
): Row => ({
  code,
  name,
  question,
  outputs: [["kubectl describe ingress manuals -n press", describe(backend)]],
  ...(says === undefined ? {} : { says }),
});

export const defaultBackends: readonly Row[] = [
  row("no default backend, and its own backend has pods", "10.1.2.3:8080", /names no default backend/),
  row("its own backend has no pods", "<none>"),
  row(
    "calls are answered with 404",
    "10.1.2.3:8080",
    undefined,
    "The ingress manuals answers 404, is it the default backend?",
  ),
  {
    code,
    name: "newer kubectl prints <default>, which somebody takes for a fault",
    question: "Can you check the ingress manuals? describe prints something about a missing default backend.",
    outputs: [
      [
        "kubectl describe ingress manuals -n press",
        describe("10.1.2.3:8080").replace(/default-http-backend:80 .*/, "<default>"),
      ],
    ],
    says: /names no default backend, for which kubectl prints <default>/,
  },
];
